import Imaging
import Lattice
import Scripting

/// The iterator behind `image:windows`.
struct Windows: ScriptObject {
  static let className = "Windows"
  let scriptDescription: String
  fileprivate var iterator: WindowSequence.Iterator

  init(_ sequence: WindowSequence) {
    scriptDescription = "iterator over \(sequence.count) windows"
    iterator = sequence.makeIterator()
  }
}

enum WindowsClass {
  static let declaration = ClassDeclaration(
    Windows.self, "The iterator that image:windows gives: each step returns the next window.",
    sample: "\(Kind<Image>.image.sample):windows { window = 16, step = 24 }",
    operators: [
      Operator("__call", of: .reference(to: Kind<Windows>.object(sample: ""))) { _, windows in
        guard let window = try windows.modify({ $0.iterator.next() }) else { return Several.nothing }
        return Record([
          ("image", window.image), ("row", window.row + 1), ("column", window.column + 1),
          ("map_row", window.mapRow + 1), ("map_column", window.mapColumn + 1),
        ])
      }
    ])
}
