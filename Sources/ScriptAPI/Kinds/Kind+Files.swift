import ImageFiles
import Scripting

extension Kind where Value == DatasetChoice {
  /// A dataset by its name, or by its number counted from 1.
  static var dataset: Kind {
    Kind(
      expected: "a dataset's name or its number, from 1", luaType: "string|integer", sample: "1"
    ) { slot in
      if let name = slot.string { return .name(name) }
      return slot.integer.flatMap { $0 >= 1 ? .number($0 - 1) : nil }
    }
  }
}

extension Kind where Value == SampleType {
  /// How numbers are stored in a file.
  static var sampleType: Kind { Kind<SampleType>.choice(of: SampleType.self).sample("\"float32\"") }
}
