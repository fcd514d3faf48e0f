import Imaging
import Inspection
import Lattice
import PageServer
import Synchronization

/// A page on which somebody picks reflections, regions and a threshold by eye.
public final class PickSession: Sendable {
  /// What is to be picked.
  public struct Options: Sendable {
    /// Number of reflections.
    public var count: Int
    /// Side of the window, pixels.
    public var window: Int
    /// What the image is called.
    public var title: String
    /// The port to listen on; 0 for one that is free.
    public var port: Int

    public init(count: Int = 3, window: Int = 128, title: String, port: Int = 0) {
      (self.count, self.window, self.title, self.port) = (count, window, title, port)
    }
  }

  public let server: PageServer
  private let desk: Desk

  /// Begins to serve the page.
  ///
  /// - Precondition: A window fits into the image.
  public init(_ image: Image, _ options: Options) throws(PageServerError) {
    precondition(options.window <= min(image.rows, image.columns))
    desk = Desk(image, options)
    server = try PageServer(port: options.port, routes: desk.routes)
  }

  /// The address of the page.
  public var address: String { server.address(of: "pick.html") }

  /// Waits until somebody has chosen.
  ///
  /// - Parameter isInterrupted: Is asked twenty times a second.
  public func wait(isInterrupted: () -> Bool) -> SessionEnd<PickedChoice> {
    defer { server.stop() }
    return server.wait(isInterrupted: isInterrupted) { desk.end.withLock { $0 } }
  }
}

/// What the requests of a session work on.
private final class Desk: Sendable {
  let end = Mutex<SessionEnd<PickedChoice>?>(nil)
  private let image: Image
  private let options: PickSession.Options
  private let images: ImageRoutes
  private let search: SpotSearch
  private let masks: MaskPreviewer
  /// What the page has told of its state, so that it can be loaded again.
  private let draft = Mutex<[UInt8]>(Array("null".utf8))

  init(_ image: Image, _ options: PickSession.Options) {
    (self.image, self.options) = (image, options)
    images = ImageRoutes([("image", image)])
    search = SpotSearch(in: image)
    masks = MaskPreviewer(of: image)
  }

  var routes: [Route] {
    let desk = self
    let own: [Route] = [
      Route(.get, "session") { _ in .json(desk.description) },
      Route(.get, "draft") { _ in desk.savedDraft },
      Route(.post, "draft") { desk.save($0) },
      .refusing(.get, "spot") { request throws(Refusal) in try desk.spot(request) },
      .refusing(.get, "candidates") { request throws(Refusal) in try desk.candidates(request) },
      .refusing(.get, "mask") { request throws(Refusal) in try desk.mask(request) },
      Route(.get, "otsu") { _ in .json(.number(desk.image.otsuThreshold() / desk.image.mean())) },
      .refusing(.post, "done") { request throws(Refusal) in try desk.choose(request) },
      Route(.post, "cancel") { _ in desk.cancel() },
    ]
    return Assets.pick + images.routes + SpectrumRoutes.routes(of: image) + own
  }

  private var savedDraft: PageResponse {
    PageResponse(contentType: "application/json", body: draft.withLock { $0 })
  }

  private func save(_ request: PageRequest) -> PageResponse {
    draft.withLock { $0 = request.body }
    return .nothing
  }

  private func cancel() -> PageResponse {
    end.withLock { $0 = $0 ?? .cancelled }
    return .nothing
  }

  private var description: MetadataValue {
    let calibration = image.calibration
    return .group([
      "title": .string(options.title), "image": images.descriptions[0],
      "unit": .string(calibration.unit.rawValue), "count": .number(Double(options.count)),
      "window": .number(Double(options.window)), "pixel_size_x": .number(calibration.pixelSizeX),
      "pixel_size_y": .number(calibration.pixelSizeY), "mean": .number(image.mean()),
      "mask_factor": .number(Double(MaskPreview.factor(rows: image.rows, columns: image.columns))),
    ])
  }

  private func spot(_ request: PageRequest) throws(Refusal) -> PageResponse {
    let (dx, dy, window) = (try request.number("dx"), try request.number("dy"), try request.window)
    do throws(RefinementError) {
      return .json(Self.spot(try search.reflection(nearDx: dx, dy: dy, in: window)))
    } catch .notFound(_, _, let reason) {
      return .json(.group(["problem": .string(Self.words(reason))]))
    } catch {
      throw Refusal("\(error)")
    }
  }

  private func candidates(_ request: PageRequest) throws(Refusal) -> PageResponse {
    let window = try request.window
    do throws(RefinementError) {
      return .json(.list(try search.candidates(max(2 * options.count, 3), in: window).map(Self.spot)))
    } catch {
      throw Refusal("\(error)")
    }
  }

  private func mask(_ request: PageRequest) throws(Refusal) -> PageResponse {
    var fields: Metadata = ["keep": .string(request.query["keep"] ?? "")]
    for name in ["threshold", "open", "close"] { fields[name] = .number(try request.number(name)) }
    let options = try MaskPreview.Options(fields)
    do throws(ImageError) {
      return .bytes(try masks.preview(options, isRough: request.query["rough"] == "true").coverage)
    } catch {
      throw Refusal("\(error)")
    }
  }

  private func choose(_ request: PageRequest) throws(Refusal) -> PageResponse {
    let choice = try PickedChoice(try request.fields, unit: image.calibration.unit)
    end.withLock { $0 = $0 ?? .chosen(choice) }
    return .nothing
  }

  private static func words(_ reason: RefinementError.Reason) -> String {
    guard case .noPeak(let best, let required) = reason else { return "No spot is found there: \(reason)." }
    func number(_ value: Double) -> String { NumberFormat.fixed(value, decimals: 1) }
    let found = best.map { "the best peak has a signal to noise of \(number($0))" } ?? "there is no peak"
    return "No spot is found there: \(found), and \(number(required)) is needed."
  }

  private static func spot(_ reflection: Reflection) -> MetadataValue {
    var fields: Metadata = [
      "gx": .number(reflection.gx), "gy": .number(reflection.gy), "spacing": .number(reflection.spacing),
      "angle": .number(reflection.angle),
    ]
    fields["snr"] = reflection.snr.map { .number($0) }
    return .group(fields)
  }
}
