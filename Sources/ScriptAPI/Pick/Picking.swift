import Imaging
import Lattice
import Pages
import Scripting

/// Picking reflections, regions and a threshold by eye, for scripts and for `fringe pick`.
public struct Picking {
  var count = 3
  var window = 128
  /// The port of the page; 0 for one that is free.
  var port = 0

  /// Windows that can be looked at: those in which spots can be found.
  public static let windows = 32...4096
  /// How many reflections can be asked for.
  public static let counts = 0...16

  public init(count: Int = 3, window: Int = 128, port: Int = 0) {
    (self.count, self.window, self.port) = (count, window, port)
  }

  /// Why nothing was picked.
  public enum Failure: Error, CustomStringConvertible {
    case tooSmall(ImageError.Size, window: Int)
    case cancelled
    case closed
    case interrupted

    public var description: String {
      switch self {
      case .tooSmall(let size, let window):
        let side = min(size.rows, size.columns)
        let advice =
          side < Picking.windows.lowerBound
          ? "spots need \(Picking.windows.lowerBound) pixels at least" : "use a window of \(side) or less"
        return "the image of \(size) pixels is smaller than the window of \(window): \(advice)"
      case .cancelled: return "cancelled, and nothing is picked"
      case .closed: return "cancelled: the page was closed, and nothing is picked"
      case .interrupted: return "interrupted"
      }
    }
  }

  /// Opens a page and waits until somebody has picked on it.
  ///
  /// - Parameters:
  ///   - isInterrupted: Is asked twenty times a second.
  ///   - write: Writes lines to the terminal.
  /// - Throws: ``Failure``, or a `PageServerError` when no page can be served.
  public func pick(
    on image: Image, isInterrupted: () -> Bool, write: (String) -> Void
  ) throws -> Picked {
    guard window <= image.rows, window <= image.columns else {
      throw Failure.tooSmall(image.size, window: window)
    }
    let session = try PickSession(
      image, .init(count: count, window: window, title: image.name ?? "image", port: port))
    Browser.show(session.address, port: session.server.port, purpose: "fringe: pick on", write: write)
    switch session.wait(isInterrupted: isInterrupted) {
    case .chosen(let choice): return Picked(choice)
    case .cancelled: throw Failure.cancelled
    case .closed: throw Failure.closed
    case .interrupted: throw Failure.interrupted
    }
  }
}
