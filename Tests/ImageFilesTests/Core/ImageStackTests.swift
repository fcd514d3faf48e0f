import Foundation
import ImageFiles
import Imaging
import Testing

struct ImageStackTests {
  /// Five frames of 2×3; each value is 100 page + 10 row + column.
  private func stack(_ scratch: borrowing Scratch, calibration: Calibration? = nil) throws -> ImageStack {
    let path = try scratch.writeStack("s.npy", pages: 5, rows: 2, columns: 3) {
      Float(100 * $0 + 10 * $1 + $2)
    }
    return try ImageStack(path: path, calibration: calibration)
  }

  @Test func `frames come one by one, in the file's order`() throws {
    let scratch = try Scratch()
    let stack = try stack(scratch)
    #expect(stack.count == 5 && stack.info.rows == 2 && stack.info.columns == 3 && stack.name == "s")
    #expect(try (0..<5).map { try stack.frame($0)[1, 2] } == [12, 112, 212, 312, 412])
    #expect(stack.datasetNote == nil && stack.interval == nil && stack.format == "NPY")
  }

  @Test(arguments: [-1, 5, Int.max, Int.min])
  func `a frame that is not there is an error with the frames that are`(index: Int) throws {
    let scratch = try Scratch()
    let stack = try stack(scratch)
    #expect(throws: ImageFileError(path: stack.path, problem: .noSuchPage(index, pages: 5))) {
      try stack.frame(index)
    }
  }

  @Test func `a slice counts from its own beginning, and so does a slice of it`() throws {
    let scratch = try Scratch()
    let slice = try stack(scratch).slice(1..<4)
    #expect(slice.count == 3)
    #expect(try slice.frame(0)[0, 0] == 100 && slice.frame(2)[0, 0] == 300)
    #expect(try slice.slice(1..<2).frame(0)[0, 0] == 200)
    for range in [0..<0, -1..<2, 2..<4] { #expect(throws: ImageFileError.self) { try slice.slice(range) } }
    #expect(throws: ImageFileError(path: slice.path, problem: .noSuchPage(3, pages: 3))) {
      try slice.frame(3)
    }
  }

  @Test func `a calibration that is given holds for every frame and slice`() throws {
    let scratch = try Scratch()
    let calibration = Calibration(pixelSize: 0.04, unit: .nanometres, source: .script)
    let stack = try stack(scratch, calibration: calibration)
    #expect(stack.info.calibration == calibration && stack.info.calibrationRemark == nil)
    #expect(try stack.frame(3).calibration == calibration)
    #expect(try stack.slice(2..<3).frame(0).calibration == calibration)
  }

  @Test func `a dataset that is not there is an error`() throws {
    let scratch = try Scratch()
    let path = try scratch.writeStack("s.npy", pages: 1, rows: 1, columns: 1) { _, _, _ in 0 }
    #expect(throws: ImageFileError.self) { try ImageStack(path: path, dataset: .number(1)) }
    #expect(throws: ImageFileError.self) { try ImageStack(path: path, dataset: .name("x")) }
    #expect(try ImageStack(path: path, dataset: .number(0)).count == 1)
  }

  @Test func `the mean is added up in double precision`() throws {
    let scratch = try Scratch()
    // In single precision 2²⁴ + 1 is 2²⁴, and the mean would be 2²⁴ / 4.
    let path = try scratch.writeStack("s.npy", pages: 4, rows: 1, columns: 1) { page, _, _ in
      page == 0 ? 0x1p24 : 1
    }
    #expect(try ImageStack(path: path).mean()?.pixels == [Float(0x1p24 + 3) / 4])
  }

  @Test func `the mean skips what is missing, frame by frame`() throws {
    let scratch = try Scratch()
    let path = try scratch.writeStack("s.npy", pages: 3, rows: 1, columns: 4) { page, _, column in
      switch (page, column) {
      case (0, 1): .nan
      case (2, 2): -.infinity
      case (_, 3): .nan
      default: Float(page + 1)
      }
    }
    let mean = try #require(try ImageStack(path: path).mean())
    #expect(mean.pixels[..<3] == [2, 2.5, 1.5] && mean.pixels[3].isNaN)
  }

  @Test func `the mean can be ended after any frame`() throws {
    let scratch = try Scratch()
    let stack = try stack(scratch)
    var done: [Int] = []
    #expect(
      try stack.mean {
        done.append($0); return $0 < 2
      } == nil)
    #expect(done == [1, 2])
    #expect(
      try stack.mean {
        done.append($0); return true
      } != nil)
    #expect(done == [1, 2, 1, 2, 3, 4, 5])
  }
}
