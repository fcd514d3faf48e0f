import Figures
import Imaging
import Inspection
import Synchronization

/// The results of a session: each is read when it is first looked at, and the last few planes are kept as tiles.
final class ResultShelf: Sendable {
  let entries: [ResultEntry]
  private let slots: [Slot]
  private let shown = Mutex<[ShownSlot]>([])

  /// Planes that are kept: an image, and what of it is compared.
  private static let most = 6

  private final class Slot: Sendable {
    let content = Mutex<Result<ResultContent, ResultEntry.Unreadable>?>(nil)
  }

  /// A plane of a result, by its name in addresses: `2.spacing.0`, `2.source`.
  struct Shown: Sendable {
    let image: Image
    let tiles: TilePyramid
    /// Nil for the source.
    let plane: ViewedPlane?
  }

  /// A plane that is made once, whoever asks first.
  private final class ShownSlot: Sendable {
    let name: String
    let shown = Mutex<Shown?>(nil)
    init(_ name: String) { self.name = name }
  }

  init(_ entries: [ResultEntry]) {
    self.entries = entries
    slots = entries.map { _ in Slot() }
  }

  /// A result, counted from 0.
  func content(_ index: Int) throws(Refusal) -> ResultContent {
    guard entries.indices.contains(index) else { throw Refusal("there is no such result") }
    // Others that ask for it meanwhile wait.
    let content = slots[index].content.withLock { content in
      let found = content ?? Result { () throws(ResultEntry.Unreadable) in try entries[index].open() }
      content = found
      return found
    }
    do throws(ResultEntry.Unreadable) { return try content.get() } catch { throw Refusal(error.description) }
  }

  func inspector(_ index: Int) throws(Refusal) -> any ResultInspector {
    guard case .inspected(let inspector, _) = try content(index) else {
      throw Refusal("there is nothing to look into")
    }
    return inspector
  }

  /// A plane by its name in addresses.
  func shown(_ name: String) throws(Refusal) -> Shown {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, let index = Int(parts[0]) else { throw Refusal("there is no such image") }
    let inspector = try inspector(index)
    var plane: ViewedPlane?
    if parts.count != 2 || parts[1] != "source" {
      plane = parts.count == 3 ? Int(parts[2]).flatMap { inspector.plane(String(parts[1]), group: $0) } : nil
      guard plane != nil else { throw Refusal("there is no such plane") }
    }
    return slot(name).shown.withLock { [plane] shown in
      if let shown { return shown }
      let image = plane?.image() ?? inspector.source
      let new = Shown(image: image, tiles: TilePyramid(image), plane: plane)
      shown = new
      return new
    }
  }

  /// The slot of a plane, which then counts as the newest; the oldest goes.
  private func slot(_ name: String) -> ShownSlot {
    shown.withLock { shown in
      let place = shown.firstIndex { $0.name == name }
      let slot = place.map { shown.remove(at: $0) } ?? ShownSlot(name)
      shown.append(slot)
      if shown.count > Self.most { shown.removeFirst() }
      return slot
    }
  }
}
