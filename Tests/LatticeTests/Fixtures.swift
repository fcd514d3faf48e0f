import Foundation
import TestSupport

/// The numbers of the independent implementation, `reference/fixtures.json`.
enum Fixtures {
  static let path = "reference/fixtures.json"

  static let all: File? = try? JSONDecoder().decode(
    File.self, from: Data(contentsOf: URL(fileURLWithPath: SharedData.path(path))))

  struct File: Decodable {
    let spectrum32: Spectrum
    let fits128: [Fit]
  }

  struct Spectrum: Decodable {
    let hann32: [Double]
    let samples: [String: Double]
    let sum: Double
    let max: Double
  }

  struct Fit: Decodable {
    let r0: Int
    let c0: Int
    let patch: [Double]
    let `default`: End
    let tight: End

    struct End: Decodable {
      let params: [Double]
      let cost: Double
      let q: Double
    }
  }
}
