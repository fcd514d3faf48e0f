/// What a file says beside its pixels, as a tree of named values.
public typealias Metadata = [String: MetadataValue]

/// One value of a metadata tree.
public indirect enum MetadataValue: Hashable, Sendable {
  case string(String)
  case number(Double)
  case boolean(Bool)
  case list([MetadataValue])
  case group(Metadata)
}
