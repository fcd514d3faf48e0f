import Figures
import Imaging
import Inspection
import Synchronization

/// The results of a session: each is read when it is first looked at, and the last few planes are kept as tiles.
final class ResultShelf: Sendable {
  let entries: [ResultEntry]
  private let slots: [Slot]
  private let shown = Mutex<[Shown]>([])

  /// Planes that are kept: an image, and what of it is compared.
  private static let most = 6

  private final class Slot: Sendable {
    let content = Mutex<Result<ResultContent, ResultEntry.Unreadable>?>(nil)
  }

  /// A plane of a result, by its name in addresses: `2.spacing.0`, `2.source`.
  final class Shown: Sendable {
    let name: String
    let image: Image
    let tiles: TilePyramid
    /// Nil for the source.
    let plane: ViewedPlane?

    init(_ name: String, _ image: Image, _ plane: ViewedPlane?) {
      (self.name, self.image, self.plane, tiles) = (name, image, plane, TilePyramid(image))
    }
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
    if let known = shown.withLock({ Self.take(name, from: &$0) }) { return known }
    let new: Shown
    if parts.count == 2, parts[1] == "source" {
      new = Shown(name, inspector.source, nil)
    } else {
      guard parts.count == 3, let group = Int(parts[2]),
        let plane = inspector.plane(String(parts[1]), group: group)
      else { throw Refusal("there is no such plane") }
      new = Shown(name, plane.image(), plane)
    }
    return shown.withLock { shown in
      if let known = Self.take(name, from: &shown) { return known }
      shown.append(new)
      if shown.count > Self.most { shown.removeFirst() }
      return new
    }
  }

  /// The plane when it is kept, which then counts as the newest.
  private static func take(_ name: String, from shown: inout [Shown]) -> Shown? {
    guard let place = shown.firstIndex(where: { $0.name == name }) else { return nil }
    let known = shown.remove(at: place)
    shown.append(known)
    return known
  }
}
