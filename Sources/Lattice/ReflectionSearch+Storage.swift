import Imaging

extension ReflectionSearch {
  /// Everything but the reflections' unit and labels, as numbers.
  package var numbers: [Double] {
    func numbers(_ reflection: Reflection) -> [Double] {
      [reflection.gx, reflection.gy, reflection.snr == nil ? 0 : 1, reflection.snr ?? 0]
    }
    func numbers(_ list: [Reflection]) -> [Double] { [Double(list.count)] + list.flatMap(numbers) }
    var all = numbers(reflections) + [Double(lattices.count)] + lattices.flatMap(numbers)
    guard let shortfall else { return all }
    all += [shortfall.found, shortfall.wanted, shortfall.streaks, shortfall.collinear].map(Double.init)
    all += [shortfall.requiredSNR, shortfall.allMissing ? 1 : 0]
    return all + numbers(shortfall.strongestRefused.map { [$0] } ?? [])
  }

  /// Of ``numbers``; nil when they are not such.
  package init?(numbers: [Double], unit: Calibration.Unit) {
    var rest = StoredNumbers(rest: numbers[...])
    func reflections(_ rest: inout StoredNumbers) -> [Reflection]? {
      guard let count = rest.count() else { return nil }
      var list: [Reflection] = []
      for _ in 0..<count {
        guard let values = rest.next(4) else { return nil }
        list.append(
          Reflection(gx: values[0], gy: values[1], unit: unit, snr: values[2] == 0 ? nil : values[3]))
      }
      return list
    }
    guard let found = reflections(&rest), let lattices = rest.count() else { return nil }
    self.init(reflections: found, shortfall: nil)
    for _ in 0..<lattices {
      guard let pair = reflections(&rest) else { return nil }
      self.lattices.append(pair)
    }
    guard !rest.isAtEnd else { return }
    guard let found = rest.count(), let wanted = rest.count(), let streaks = rest.count(),
      let collinear = rest.count(), let last = rest.next(2), let refused = reflections(&rest),
      refused.count <= 1, rest.isAtEnd
    else { return nil }
    shortfall = Shortfall(
      found: found, wanted: wanted, requiredSNR: last[0], strongestRefused: refused.first, streaks: streaks,
      collinear: collinear, allMissing: last[1] != 0)
  }
}

/// Numbers that are taken off one after the other.
private struct StoredNumbers {
  var rest: ArraySlice<Double>
  var isAtEnd: Bool { rest.isEmpty }

  mutating func next(_ count: Int) -> [Double]? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func count() -> Int? {
    guard let value = next(1).flatMap({ Int(exactly: $0[0]) }), value >= 0 else { return nil }
    return value
  }
}
