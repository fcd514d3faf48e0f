/// Finds the images that a user of DigitalMicrograph sees, among previews and what else a file holds.
enum DMContents {
  /// Indices into ImageList: the images displayed in the document, in the order of the display, then the others; no
  /// previews.
  ///
  /// A display refers to an image source by its place in ImageSourceList, and that to an image by its place in ImageList;
  /// Thumbnails lists the images that are previews. In a file that has neither, colour images come last, because a
  /// preview is one.
  static func order(in root: DMGroup, images: [DMImage?]) -> [Int] {
    let sources = root.group("ImageSourceList")?.groups ?? []
    let references = sources.map { index($0.number("ImageRef")) }
    var order: [Int] = []
    var found: Set<Int> = []
    for source in displayed(root.group("DocumentObjectList"), depth: 0)
    where references.indices.contains(source) {
      guard let image = references[source], images.indices.contains(image), images[image] != nil,
        found.insert(image).inserted
      else {
        continue
      }
      order.append(image)
    }
    let previews = Set((root.group("Thumbnails")?.groups ?? []).compactMap { index($0.number("ImageIndex")) })
    let others = images.indices.filter { images[$0] != nil && !found.contains($0) }
    if order.isEmpty, previews.isEmpty {
      return others.filter { images[$0]?.type != .colour } + others.filter { images[$0]?.type == .colour }
    }
    let shown = order + others.filter { !previews.contains($0) }
    return shown.isEmpty ? others : shown
  }

  /// The image sources of the displays in a list of document objects and in the objects on top of these.
  private static func displayed(_ objects: DMGroup?, depth: Int) -> [Int] {
    guard let objects, depth < 16 else { return [] }
    return objects.groups.flatMap { object in
      let source = object.number("AnnotationType") == 20 ? index(object.number("ImageSource")) : nil
      return [source].compactMap(\.self) + displayed(object.group("AnnotationGroupList"), depth: depth + 1)
    }
  }

  private static func index(_ number: Double?) -> Int? {
    number.flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil }
  }
}
