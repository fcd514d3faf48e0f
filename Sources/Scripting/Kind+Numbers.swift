extension Kind where Value == Int {
  /// A whole number, also one stored as a float, within a range.
  public static func integer(_ range: ClosedRange<Int> = Int.min...Int.max) -> Kind {
    let limits =
      switch (range.lowerBound, range.upperBound) {
      case (.min, .max): ""
      case (let low, .max): " of \(low) or more"
      case (.min, let high): " of \(high) or less"
      case (let low, let high): " from \(low) to \(high)"
      }
    let sample = range.contains(1) ? 1 : range.lowerBound == .min ? range.upperBound : range.lowerBound
    return Kind(expected: "a whole number" + limits, luaType: "integer", sample: "\(sample)") { slot in
      slot.integer.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// An odd whole number within a range.
  public static func oddInteger(_ range: ClosedRange<Int>) -> Kind {
    integer(range).map(expected: "an odd whole number from \(range.lowerBound) to \(range.upperBound)") {
      $0 % 2 == 0 ? nil : $0
    }
  }

  public static func integer(_ range: PartialRangeFrom<Int>) -> Kind { integer(range.lowerBound...Int.max) }
}

extension Kind where Value == Double {
  /// A finite number.
  public static var number: Kind {
    Kind(expected: "a finite number", luaType: "number", sample: "1.5") { slot in
      slot.number.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// A number, NaN and the infinities included.
  public static var anyNumber: Kind {
    Kind(expected: "a number", luaType: "number", sample: "1.5") { $0.number }
  }

  /// A finite number above 0.
  public static var positive: Kind {
    number.map(expected: "a positive number") { $0 > 0 ? $0 : nil }
  }

  /// A finite number of 0 or more.
  public static var nonNegative: Kind {
    number.map(expected: "a number of 0 or more") { $0 >= 0 ? $0 : nil }
  }

  /// A number within a closed range.
  public static func number(_ range: ClosedRange<Double>) -> Kind {
    number.map(expected: "a number from \(luaText(range.lowerBound)) to \(luaText(range.upperBound))") {
      range.contains($0) ? $0 : nil
    }.sample("\(range.lowerBound)")
  }
}
