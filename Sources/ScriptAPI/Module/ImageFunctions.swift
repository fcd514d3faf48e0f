import Imaging
import Scripting

/// `fringe`: images that are not read from a file.
enum ImageFunctions {
  static let functions: [Function] = [
    Function(
      "image", "Makes an image.", argument("rows", .integer(1...), "number of rows"),
      argument("columns", .integer(1...), "number of columns"),
      argument("value", .pixelSource, "a number for all pixels, or function(row, column)"), returns: "Image"
    ) { _, rows, columns, source in
      try Image.checkExtent(rows: rows, columns: columns)
      switch source {
      case .value(let value): return Image(rows: rows, columns: columns, value: Float(value))
      case .function(let function):
        return try Image(rows: rows, columns: columns) { row, column in
          try ImageArithmetic.pixel(function, value: nil, row, column)
        }
      }
    }
  ]
}

/// What an image is filled with.
enum PixelSource {
  case value(Double)
  case function(LuaFunction)
}

extension Kind where Value == PixelSource {
  static var pixelSource: Kind {
    Kind(
      expected: "a number or a function(row, column)",
      luaType: "number|fun(row: integer, column: integer): number",
      sample: "0"
    ) { slot in slot.number.map(PixelSource.value) ?? slot.function.map(PixelSource.function) }
  }
}
