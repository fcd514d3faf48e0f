import HDF5
import Imaging
import Markup

/// What Velox calls its images, by their identifiers: what an operation has made of a segmented detector, the label of
/// the display, the detector of an input, or the kind of any other operation.
struct VeloxNames {
  private var names: [String: String] = [:]

  subscript(identifier: String) -> String? { names[identifier] }

  init(_ file: HDF5File) {
    let operations = Self.operations(of: file)
    for (kind, json) in operations { setDerived(kind, json) }
    for link in file.contents(of: "/Presentation/Displays/ImageDisplay") {
      guard let json = Self.json(file, "/Presentation/Displays/ImageDisplay/\(link.name)") else { continue }
      set(json["display", "label"]?.text, for: json["dataPath"]?.text)
    }
    // From version 11 on, a display refers to the data through a shared property.
    for link in file.contents(of: "/Displays/ImageDisplay") {
      guard let json = Self.json(file, "/Displays/ImageDisplay/\(link.name)"), let data = json["data"]?.text
      else { continue }
      set(json["id"]?.text, for: Self.json(file, data)?["dataPath"]?.text)
    }
    for (kind, json) in operations {
      set(json["detector"]?.text ?? json["cameraName"]?.text ?? kind, for: json["dataPath"]?.text)
    }
  }

  /// The operations by kind, `"StemInput"`, with what the file says of each.
  private static func operations(of file: HDF5File) -> [(kind: String, json: MetadataValue)] {
    file.contents(of: "/Operations").filter { $0.kind == .group }.flatMap { group in
      file.contents(of: "/Operations/\(group.name)").compactMap { link in
        json(file, "/Operations/\(group.name)/\(link.name)").map {
          (group.name.replacing("Operation", with: ""), $0)
        }
      }
    }
  }

  /// Differences of opposite segments, and what is integrated or differentiated from them: displays name several alike.
  private mutating func setDerived(_ kind: String, _ json: MetadataValue) {
    switch kind {
    case "SurfaceReconstruction":
      let name = json["integrationMode"]?.text == "true" ? "iDPC" : "dDPC"
      set(name, for: json["unfilteredDataPath"]?.text)
      set((json["enableFilter"]?.text == "true" ? "Filtered " : "") + name, for: json["dataPath"]?.text)
    case "Mathematics":
      guard case .list(let outputs)? = json["outputs"] else { return }
      let names = ["0": "A-C", "1": "B-D"]
      set(outputs.first?["inputIndex"]?.text.flatMap { names[$0] }, for: json["dataPath"]?.text)
    default: break
    }
  }

  private mutating func set(_ name: String?, for path: String?) {
    guard let name, !name.isEmpty, let identifier = path?.split(separator: "/").last.map(String.init),
      names[identifier] == nil
    else { return }
    names[identifier] = Self.withoutPercents(name)
  }

  private static func json(_ file: HDF5File, _ path: String) -> MetadataValue? {
    file.texts(at: path)?.first.flatMap { JSON.parse(Array($0.utf8)) }
  }

  /// `%28` in a label is a bracket.
  private static func withoutPercents(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
