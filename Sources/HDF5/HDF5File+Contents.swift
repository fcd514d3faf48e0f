import CHDF5Bridge
import Imaging

/// What a group holds under a name.
public struct HDF5Link: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case group, dataset, other }

  public let name: String
  public let kind: Kind
}

extension HDF5File {
  /// How deep groups are looked into.
  public static var maximumDepth: Int { Int(FRINGE_HDF5_DEPTH) }

  /// How many objects of a file are looked at.
  public static var maximumObjects: Int { Int(FRINGE_HDF5_OBJECTS) }

  /// What is in a group, in the order of names; empty when there is no such group.
  public func contents(of group: String) -> [HDF5Link] {
    HDF5Library.exclusively {
      guard let object = try? self.object(group), H5Iget_type(object.id) == H5I_GROUP else { return [] }
      let list = LinkList()
      _ = withExtendedLifetime(list) {
        fringe_hdf5_list(object.id, Unmanaged.passUnretained(list).toOpaque()) { context, name, kind in
          guard let context, let name, let text = String(validatingCString: name) else { return }
          Unmanaged<LinkList>.fromOpaque(context).takeUnretainedValue().add(text, kind)
        }
      }
      return list.links
    }
  }

  /// What kind of object is at a path; nil when there is none.
  public func kind(of path: String) -> HDF5Link.Kind? {
    HDF5Library.exclusively {
      guard let object = try? self.object(path) else { return nil }
      switch H5Iget_type(object.id) {
      case H5I_GROUP: return .group
      case H5I_DATASET: return .dataset
      default: return .other
      }
    }
  }

  /// The attributes of an object: texts, numbers, truth values, and lists of these. Others are left out.
  public func attributes(of path: String) -> Metadata {
    HDF5Library.exclusively {
      guard let object = try? self.object(path) else { return [:] }
      var attributes: Metadata = [:]
      for index in 0..<max(0, fringe_hdf5_attribute_count(object.id)) {
        let id = fringe_hdf5_open_attribute(object.id, index)
        guard id >= 0 else { continue }
        defer { H5Aclose(id) }
        guard let name = Self.name(ofAttribute: id) else { continue }
        attributes[name] = HDF5Value.ofAttribute(id)
      }
      return attributes
    }
  }

  /// The texts that a dataset holds; nil when it holds something else.
  public func texts(at path: String) -> [String]? {
    HDF5Library.exclusively {
      guard let object = try? self.object(path), H5Iget_type(object.id) == H5I_DATASET else { return nil }
      return HDF5Value.texts(object.id, isAttribute: false)
    }
  }

  /// The attributes of a group, its texts, and those of the groups in it, as a tree; the rest is left out.
  ///
  /// - Parameter budget: How many objects are looked at.
  public func tree(of group: String, budget: Int = 2000) -> Metadata {
    var left = budget
    return tree(of: group, depth: 0, left: &left)
  }

  private func tree(of group: String, depth: Int, left: inout Int) -> Metadata {
    var tree = attributes(of: group)
    guard depth < Self.maximumDepth else { return tree }
    for link in contents(of: group) where left > 0 {
      left -= 1
      let path = group == "/" ? "/" + link.name : "\(group)/\(link.name)"
      switch link.kind {
      case .group: tree[link.name] = .group(self.tree(of: path, depth: depth + 1, left: &left))
      case .dataset:
        if let texts = texts(at: path) {
          tree[link.name] = texts.count == 1 ? .string(texts[0]) : .list(texts.map { .string($0) })
        } else if let numbers = numbers(at: path, limit: 64) {
          tree[link.name] = numbers.count == 1 ? .number(numbers[0]) : .list(numbers.map { .number($0) })
        }
      case .other: break
      }
    }
    return tree
  }

  private static func name(ofAttribute id: hid_t) -> String? {
    let length = H5Aget_name(id, 0, nil)
    guard (1...65536).contains(length) else { return nil }
    var bytes = [CChar](repeating: 0, count: length + 1)
    guard H5Aget_name(id, bytes.count, &bytes) == length else { return nil }
    return bytes.text
  }
}

private final class LinkList {
  var links: [HDF5Link] = []

  func add(_ name: String, _ kind: FringeHDF5Kind) {
    let kind: HDF5Link.Kind =
      kind == FRINGE_HDF5_GROUP ? .group : kind == FRINGE_HDF5_DATASET ? .dataset : .other
    links.append(HDF5Link(name: name, kind: kind))
  }
}
