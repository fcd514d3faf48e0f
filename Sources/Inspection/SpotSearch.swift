import Imaging
import Lattice

/// Spots of the spectrum of one window, measured as scripts do.
public struct SpotSearch: Sendable {
  private let image: Image

  public init(in image: Image) { self.image = image }

  /// The reflection nearest to a place in the spectrum of a window, by ``Imaging/Image/refine(_:region:window:tolerance:)``
  /// of that window alone.
  ///
  /// - Parameters:
  ///   - dx: Columns to the right of zero frequency, FFT pixels.
  ///   - dy: Rows below it.
  /// - Throws: When there is no peak near that place that stands out.
  public func reflection(
    nearDx dx: Double, dy: Double, in window: WindowPlace
  ) throws(RefinementError) -> Reflection {
    let radius = (dx * dx + dy * dy).squareRoot()
    guard radius > 0, radius.isFinite else {
      throw .image(.invalid("zero frequency is no reflection: choose another place"))
    }
    let rough = Reflection(dx: dx, dy: dy, window: window.side, calibration: image.calibration)
    let found = try cut(window).refine([rough], window: window.side, tolerance: Self.tolerance(at: radius))
    return found.first ?? rough
  }

  /// The reflections that a search of a window finds, strongest first.
  public func candidates(
    _ count: Int, in window: WindowPlace
  ) throws(RefinementError) -> [Reflection] {
    let cut = try cut(window)
    do throws(ImageError) {
      return try cut.findReflections(count: count, window: window.side).reflections
    } catch {
      throw .image(error)
    }
  }

  /// How far a spot may lie from where it was clicked, as a fraction of |g|: a tenth, or two and a half pixels of the
  /// spectrum where these are more, but not so far that zero frequency is near.
  static func tolerance(at radius: Double) -> Double { min(0.5, max(0.1, 2.5 / radius)) }

  private func cut(_ window: WindowPlace) throws(RefinementError) -> Image {
    do throws(ImageError) {
      return try image.cropped(
        row: window.row, column: window.column, rows: window.side, columns: window.side)
    } catch {
      throw .image(error)
    }
  }
}
