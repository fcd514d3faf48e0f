extension Browser {
  /// Moves the mouse to a place in the visible part of the page.
  public func move(to place: PagePoint) async throws { try await mouse([Self.step(to: place)]) }

  public func click(at place: PagePoint, times: Int = 1, holding key: Key? = nil) async throws {
    let press: [JSONValue] = [["type": "pointerDown", "button": 0], ["type": "pointerUp", "button": 0]]
    try await mouse([Self.step(to: place)] + Array(repeating: press, count: times).joined(), holding: key)
  }

  /// Drags from one place to others, with so many moves on each stretch, as a hand does.
  public func drag(
    from start: PagePoint, through places: PagePoint..., steps: Int = 8, holding key: Key? = nil
  ) async throws {
    var moves: [JSONValue] = [Self.step(to: start), ["type": "pointerDown", "button": 0]]
    var last = start
    for place in places {
      for number in 1...steps {
        let part = Double(number) / Double(steps)
        let between = PagePoint(last.x + part * (place.x - last.x), last.y + part * (place.y - last.y))
        moves.append(Self.step(to: between, milliseconds: 16))
      }
      last = place
    }
    try await mouse(moves + [["type": "pointerUp", "button": 0]], holding: key)
  }

  /// Turns the wheel at a place; positive numbers scroll to the right and down.
  public func wheel(
    at place: PagePoint, deltaX: Int = 0, deltaY: Int, holding key: Key? = nil
  ) async throws {
    let turn: JSONValue = [
      "type": "scroll", "origin": "viewport", "duration": 0, "x": .number(place.x.rounded()),
      "y": .number(place.y.rounded()), "deltaX": .number(Double(deltaX)), "deltaY": .number(Double(deltaY)),
    ]
    try await act(["type": "wheel", "id": "wheel"], [turn], holding: key)
  }

  private static func step(to place: PagePoint, milliseconds: Int = 0) -> JSONValue {
    [
      "type": "pointerMove", "origin": "viewport", "duration": .number(Double(milliseconds)),
      "x": .number(place.x.rounded()), "y": .number(place.y.rounded()),
    ]
  }

  private func mouse(_ actions: [JSONValue], holding key: Key? = nil) async throws {
    try await act(
      ["type": "pointer", "id": "mouse", "parameters": ["pointerType": "mouse"]], actions, holding: key)
  }

  /// Performs actions of one device, with a key held meanwhile.
  private func act(_ device: [String: JSONValue], _ actions: [JSONValue], holding key: Key?) async throws {
    if let key { try await perform(Key.device, [key.down]) }
    try await perform(device, actions)
    if let key { try await perform(Key.device, [key.up]) }
  }

  func perform(_ device: [String: JSONValue], _ actions: [JSONValue]) async throws {
    let device = device.merging(["actions": .list(actions)]) { $1 }
    let _: JSONValue = try await session.post("actions", ["actions": [.object(device)]])
  }
}
