import Imaging
import Testing

/// Filters that take long stop soon once they are cancelled.
@Suite struct CancellationTests {
  enum Operation: CaseIterable {
    case median, enlarge, shrink, rotate, smooth, flatten

    func run(on image: Image, _ isCancelled: () -> Bool) throws(ImageError) -> Image {
      switch self {
      case .median: try image.medianFiltered(5, isCancelled: isCancelled)
      case .enlarge: try image.resampled(by: 1.5, isCancelled: isCancelled)
      case .shrink: try image.resampled(by: 0.7, isCancelled: isCancelled)
      case .rotate: try image.rotated(20, isCancelled: isCancelled)
      case .smooth: try image.gaussianFiltered(sigma: 3, isCancelled: isCancelled)
      case .flatten: try image.flattened(sigma: 40, isCancelled: isCancelled)
      }
    }
  }

  @Test(arguments: Operation.allCases)
  func `an operation asks again and again, and stops when told`(_ operation: Operation) throws {
    let image = Image(rows: 200, columns: 130) { row, column in Float(row * column % 17) }
    var questions = 0
    let whole = try operation.run(on: image) {
      questions += 1
      return false
    }
    #expect(whole.size == (try operation.run(on: image) { false }).size)
    #expect(questions >= 12)
    for last in [0, 1, questions / 2, questions - 1] {
      var asked = 0
      #expect(throws: ImageError.cancelled) {
        try operation.run(on: image) {
          asked += 1
          return asked > last
        }
      }
      #expect(asked <= last + 2, "\(operation) goes on after question \(last)")
    }
  }
}
