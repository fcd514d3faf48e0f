import CJansson
import Imaging

/// JSON documents (RFC 8259) as metadata values; ``text(of:)`` writes them.
public enum JSON {
  /// The value of a document, `null`s left out of objects and as NaN in lists; nil when it is not well formed.
  ///
  /// Whole numbers beyond 2^53 lose their last digits, as they do in Lua's floats. Nesting deeper than 2048 is refused.
  public static func parse(_ bytes: [UInt8]) -> MetadataValue? {
    let flags = Int(JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL)
    let root = bytes.withUnsafeBytes { buffer in
      json_loadb(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, flags, nil)
    }
    guard let root else { return nil }
    defer { fringe_json_release(root) }
    return value(of: root)
  }

  private static func value(of json: UnsafeMutablePointer<json_t>) -> MetadataValue? {
    switch json.pointee.type {
    case JSON_OBJECT:
      var group: Metadata = [:]
      var iterator = json_object_iter(json)
      while let entry = iterator {
        if let key = json_object_iter_key(entry), let member = json_object_iter_value(entry) {
          group[String(cString: key)] = value(of: member)
        }
        iterator = json_object_iter_next(json, entry)
      }
      return .group(group)
    case JSON_ARRAY:
      return .list(
        (0..<json_array_size(json)).map { index in
          json_array_get(json, index).flatMap { value(of: $0) } ?? .number(.nan)
        })
    case JSON_STRING:
      return json_string_value(json).map { .string(String(cString: $0)) }
    case JSON_INTEGER, JSON_REAL: return .number(json_number_value(json))
    case JSON_TRUE: return .boolean(true)
    case JSON_FALSE: return .boolean(false)
    default: return nil
    }
  }
}
