import Imaging
import Inspection
import Markup
import PageServer

/// What a request cannot be answered for: a line for whoever sits before the page.
struct Refusal: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

extension PageRequest {
  /// A whole number of the query.
  func integer(_ name: String) throws(Refusal) -> Int {
    guard let value = query[name].flatMap({ Int($0) }) else {
      throw Refusal("\(name) must be a whole number")
    }
    return value
  }

  /// A finite number of the query.
  func number(_ name: String) throws(Refusal) -> Double {
    guard let value = query[name].flatMap({ Double($0) }), value.isFinite else {
      throw Refusal("\(name) must be a number")
    }
    return value
  }

  /// The window of the query: `row`, `column` and `side`.
  var window: WindowPlace {
    get throws(Refusal) {
      WindowPlace(row: try integer("row"), column: try integer("column"), side: try integer("side"))
    }
  }

  /// The body as a group of JSON.
  var fields: Metadata {
    get throws(Refusal) {
      guard case .group(let fields)? = JSON.parse(body) else { throw Refusal("this is not JSON") }
      return fields
    }
  }
}

extension PageResponse {
  static func json(_ value: MetadataValue) -> PageResponse {
    PageResponse(contentType: "application/json", body: Array(JSON.text(of: value).utf8))
  }
}

extension Route {
  /// A route that may refuse: the text is answered with status 422.
  static func refusing(
    _ method: PageRequest.Method, _ path: String,
    answer: @escaping @Sendable (PageRequest) throws(Refusal) -> PageResponse
  ) -> Route {
    Route(method, path) { request in
      do throws(Refusal) { return try answer(request) } catch { return .text(error.text, status: 422) }
    }
  }
}
