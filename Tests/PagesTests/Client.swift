import Foundation
import Imaging
import Pages
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A session, and what a page asks of it.
struct Client {
  let session: PickSession

  init(_ image: Image, _ options: PickSession.Options) throws { session = try PickSession(image, options) }

  func get(_ path: String) async throws -> (status: Int, type: String, data: Data) {
    try await send(request(path))
  }

  @discardableResult
  func post(_ path: String, _ body: String = "{}") async throws -> (status: Int, type: String, data: Data) {
    var request = try request(path)
    request.httpMethod = "POST"
    request.httpBody = Data(body.utf8)
    return try await send(request)
  }

  func json(_ path: String) async throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: await get(path).data) as? [String: Any] ?? [:]
  }

  private func request(_ path: String) throws -> URLRequest {
    URLRequest(url: try #require(URL(string: session.server.address(of: path))))
  }

  private func send(_ request: URLRequest) async throws -> (status: Int, type: String, data: Data) {
    let (data, response) = try await URLSession.shared.data(for: request)
    let answer = response as? HTTPURLResponse
    return (answer?.statusCode ?? 0, answer?.value(forHTTPHeaderField: "Content-Type") ?? "", data)
  }
}
