import Figures
import Lattice

/// Colours of the statuses of a map's pixels, told apart by every kind of colour vision.
///
/// They are those of M. Okabe and K. Ito's palette (Color Universal Design, 2008), but that `ok` is quiet, `missing` nearly
/// black and `rejected` violet.
public enum StatusColors {
  /// In the order of the statuses' numbers.
  public static let all: [RGB] = [
    RGB(0xB9C6CF), RGB(0xF0E442), RGB(0x56B4E9), RGB(0xE69F00), RGB(0xD55E00), RGB(0x26282B), RGB(0x7A6FAC),
  ]

  /// The values that have the first and the last colour: each status is in the middle of its own.
  public static let range = -0.5...Double(all.count) - 0.5

  /// A map with a step from each colour to the next.
  public static let map = ColorMap(through: all.flatMap { Array(repeating: $0, count: 32) })

  /// What the numbers stand for: `0 ok, 1 at bound`.
  public static let legend = WindowStatus.allCases.map { "\($0.rawValue) \($0.name)" }
    .joined(separator: ", ")
}
