import Foundation
import TestSupport

/// `../shared/reference/fixtures.json`: numbers of the reference implementation.
enum Fixtures {
  static let path = "reference/fixtures.json"

  struct Contents: Decodable {
    let block: Block
    let mask: Mask
  }

  /// Block means of a map in which 0 is a missing pixel.
  struct Block: Decodable {
    let shape: [Int]
    let map: [Float]
    let mean: [String: [Double?]]
  }

  /// The original's mask of a picture described in words.
  struct Mask: Decodable {
    let mean: Double
    let ones: Int
    let bbox: [Int]
    let rowsums: [Int]
    let colsums: [Int]
  }

  static func load() throws -> Contents {
    try JSONDecoder().decode(
      Contents.self, from: Data(contentsOf: URL(filePath: SharedData.path(path))))
  }
}
