import Imaging

extension ReflectionSearch {
  /// Everything but the reflections' unit, as numbers.
  package var numbers: [Double] {
    func numbers(_ reflection: Reflection) -> [Double] {
      [reflection.gx, reflection.gy, reflection.snr == nil ? 0 : 1, reflection.snr ?? 0]
    }
    var all = [Double(reflections.count)] + reflections.flatMap(numbers)
    guard let shortfall else { return all }
    all += [shortfall.found, shortfall.wanted, shortfall.streaks, shortfall.collinear].map(Double.init)
    all += [shortfall.requiredSNR, shortfall.allMissing ? 1 : 0]
    return all + (shortfall.strongestRefused.map(numbers) ?? [])
  }

  /// Of ``numbers``; nil when they are not such.
  package init?(numbers: [Double], unit: Calibration.Unit) {
    func reflection(_ at: Int) -> Reflection {
      Reflection(
        gx: numbers[at], gy: numbers[at + 1], unit: unit, snr: numbers[at + 2] == 0 ? nil : numbers[at + 3])
    }
    guard let count = numbers.first.flatMap({ Int(exactly: $0) }), count >= 0, count < numbers.count else {
      return nil
    }
    let end = 1 + 4 * count
    guard [end, end + 6, end + 10].contains(numbers.count) else { return nil }
    self.init(reflections: (0..<count).map { reflection(1 + 4 * $0) }, shortfall: nil)
    guard numbers.count > end else { return }
    let whole = numbers[end..<end + 4].compactMap { Int(exactly: $0) }
    guard whole.count == 4 else { return nil }
    shortfall = Shortfall(
      found: whole[0], wanted: whole[1], requiredSNR: numbers[end + 4],
      strongestRefused: numbers.count > end + 6 ? reflection(end + 6) : nil, streaks: whole[2],
      collinear: whole[3], allMissing: numbers[end + 5] != 0)
  }
}
