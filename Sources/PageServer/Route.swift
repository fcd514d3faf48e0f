/// One thing that a server answers.
public struct Route: Sendable {
  let method: PageRequest.Method
  let path: String
  let answer: @Sendable (PageRequest) -> PageResponse

  /// - Parameters:
  ///   - path: Behind the token: `pick.html`; compared as it is.
  ///   - answer: Is called on a thread of the request's own; several run at a time.
  public init(
    _ method: PageRequest.Method, _ path: String,
    answer: @escaping @Sendable (PageRequest) -> PageResponse
  ) {
    (self.method, self.path, self.answer) = (method, path, answer)
  }
}

/// The routes of a server by their paths.
struct RouteTable: Sendable {
  private var routes: [String: [PageRequest.Method: Route]] = [:]

  init(_ list: [Route]) {
    for route in list { routes[route.path, default: [:]][route.method] = route }
  }

  func answer(_ request: PageRequest) -> PageResponse {
    guard let methods = routes[request.path] else { return .text("There is no such page.\n", status: 404) }
    guard let route = methods[request.method] else {
      return .text("This is not how to ask for it.\n", status: 405)
    }
    return route.answer(request)
  }
}
