import Foundation
import Imaging
import Lattice
import Pages
import Testing

import struct Inspection.MaskPreview

@Suite(.serialized) struct PickSessionTests {
  private static let wave = Reflection(spacing: 8.3, angle: 20, unit: .pixels)
  private let client = Result {
    try Client(
      Image(rows: 300, columns: 400) { row, column in
        Float(
          50 + 10 * cos(2 * .pi * (Self.wave.gx * Double(column) - Self.wave.gy * Double(row)))
            + (column < 100 ? 40 : 0))
      }, .init(count: 1, window: 128, title: "a <wave>"))
  }

  @Test func `every file that the page names is there`() async throws {
    let client = try client.get()
    var names = ["pick.html"]
    var seen: Set<String> = []
    while let name = names.popLast() {
      guard seen.insert(name).inserted else { continue }
      let (status, type, data) = try await client.get(name)
      #expect(status == 200, "\(name)")
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("://") || name == "icon.svg", "\(name) names nothing elsewhere")
      if type.hasPrefix("text/html") || type.hasPrefix("text/javascript") {
        #expect(type.hasSuffix("charset=utf-8"))
        let pattern = /(?:src=|href=|from )"(?:\.\/)?([\w.]+)"/
        names += text.matches(of: pattern).map { String($0.output.1) }
      }
    }
    #expect(seen.count > 12)
    #expect(seen.isSuperset(of: ["viewer.js", "page.css", "icon.svg", "link.js"]))
  }

  @Test func `the page is told what it shows`() async throws {
    let session = try await client.get().json("session")
    #expect(session["title"] as? String == "a <wave>")
    #expect(session["count"] as? Int == 1)
    #expect(session["unit"] as? String == "px")
    let image = try #require(session["image"] as? [String: Any])
    #expect(image["rows"] as? Int == 300)
    #expect(image["levels"] as? Int == 2)
  }

  @Test func `tiles, colours and spectra come as bytes`() async throws {
    let client = try client.get()
    #expect(try await client.get("tile?image=image&level=0&row=1&column=1").data.count == 2 * 44 * 144)
    #expect(try await client.get("tile?image=image&level=1&row=0&column=0").data.count == 2 * 150 * 200)
    #expect(try await client.get("spectrum?row=0&column=0&side=64").data.count == 2 * 64 * 64)
    let colors = try await client.get("colors?name=viridis").data
    #expect(colors.count == 3 * 257)
    #expect(colors.prefix(3).elementsEqual([0x44, 0x01, 0x54]))
  }

  @Test(arguments: [
    "tile", "tile?image=image&level=0&row=2&column=0", "tile?image=other&level=0&row=0&column=0",
    "tile?image=image&level=x&row=0&column=0", "tile?image=image&level=9223372036854775807&row=0&column=0",
    "spectrum?row=0&column=0&side=301", "spectrum?row=-1&column=0&side=64", "spectrum?row=0&column=0",
    "spectrum?row=0&column=0&side=99999999999999999999", "colors?name=none", "colors",
    "spot?dx=1e400&dy=0&row=0&column=0&side=64", "spot?dx=nan&dy=0&row=0&column=0&side=64",
    "spot?dx=5&dy=5&row=0&column=0&side=8",
    "candidates?row=250&column=0&side=128", "mask?threshold=-1&open=0&close=0&keep=dark",
    "mask?threshold=1&open=0&close=0&keep=all", "mask?threshold=1&open=0.5&close=0&keep=dark",
    "mask?threshold=1&open=0&close=100000&keep=dark",
  ])
  func `what makes no sense is refused in words`(path: String) async throws {
    let (status, type, data) = try await client.get().get(path)
    #expect(status == 422)
    #expect(type.hasPrefix("text/plain"))
    #expect(!data.isEmpty)
  }

  @Test func `a click is refined`() async throws {
    let client = try client.get()
    let (dx, dy) = Self.wave.offset(window: 128, calibration: .none)
    let spot = try await client.json("spot?dx=\(dx + 1)&dy=\(dy - 1)&row=100&column=200&side=128")
    #expect(abs((spot["spacing"] as? Double ?? 0) / 8.3 - 1) < 1e-4)
    #expect(abs((spot["angle"] as? Double ?? 0) - 20) < 0.01)
    #expect((spot["snr"] as? Double ?? 0) > 10)
    let none = try await client.json("spot?dx=40&dy=40&row=100&column=200&side=128")
    #expect((none["problem"] as? String)?.hasPrefix("No spot is found there: ") == true)
    let found = try await client.get("candidates?row=100&column=200&side=128").data
    let list = try #require(try JSONSerialization.jsonObject(with: found) as? [[String: Any]])
    #expect(abs((list.first?["spacing"] as? Double ?? 0) / 8.3 - 1) < 1e-4)
  }

  @Test func `the mask is that of the image`() async throws {
    let data = try await client.get().get("mask?threshold=1.2&open=3&close=3&keep=bright").data
    let inside = data.reduce(0) { $0 + ($1 == 255 ? 1 : 0) }
    #expect(abs(inside - 300 * 100) < 3000)
  }

  @Test func `a draft comes back as it was`() async throws {
    let client = try client.get()
    #expect(try await client.get("draft").data == Data("null".utf8))
    try await client.post("draft", #"{"spots": []}"#)
    #expect(try await client.get("draft").data == Data(#"{"spots": []}"#.utf8))
  }

  @Test func `what is done is returned`() async throws {
    let client = try client.get()
    let (status, _, _) = try await client.post(
      "done",
      """
      {"spots": [{"gx": 0.1, "gy": -0.05, "snr": 12.5, "label": "111", "spacing": 1},
                 {"gx": 0.2, "gy": 0, "label": ""}],
       "regions": [{"name": "a", "row": 2, "column": 3, "rows": 10, "columns": 20},
                   {"name": "b_2", "row": 5.123, "column": 6, "radius": 7.5},
                   {"name": "_c", "polygon": [{"row": 0, "column": 0}, {"row": 5, "column": 0}, {"row": 0, "column": 9.999}]}],
       "mask": {"threshold": 0.9, "open": 3, "close": 4, "keep": "bright"}}
      """)
    #expect(status == 204)
    guard case .chosen(let choice) = client.session.wait(isInterrupted: { false }) else {
      Issue.record("nothing was chosen")
      return
    }
    #expect(
      choice
        == PickedChoice(
          reflections: [
            Reflection(gx: 0.1, gy: -0.05, unit: .pixels, snr: 12.5, label: "111"),
            Reflection(gx: 0.2, gy: 0, unit: .pixels),
          ],
          regions: [
            .init(name: "a", region: .rectangle(row: 2, column: 3, rows: 10, columns: 20)),
            .init(name: "b_2", region: .disc(centre: Point(row: 5.12, column: 6), radius: 7.5)),
            .init(
              name: "_c",
              region: .polygon([
                Point(row: 0, column: 0), Point(row: 5, column: 0), Point(row: 0, column: 10),
              ])),
          ], mask: MaskPreview.Options(threshold: 0.9, open: 3, close: 4, keep: .bright)))
  }

  @Test(arguments: [
    "", "[]", "{", #"{"spots": []}"#, #"{"spots": [1], "regions": []}"#,
    #"{"spots": [{"gx": 0, "gy": 0}], "regions": []}"#, #"{"spots": [{"gx": 1e99, "gy": 0}], "regions": []}"#,
    #"{"spots": [], "regions": [{"name": "a b", "row": 0, "column": 0, "radius": 4}]}"#,
    #"{"spots": [], "regions": [{"name": "end", "row": 0, "column": 0, "radius": 4}]}"#,
    #"{"spots": [], "regions": [{"name": "a] = os.exit() --", "row": 0, "column": 0, "radius": 4}]}"#,
    #"{"spots": [], "regions": [{"name": "a", "row": 0, "column": 0, "radius": -4}]}"#,
    #"{"spots": [], "regions": [{"name": "a", "row": 0, "column": 0}]}"#,
    #"{"spots": [], "regions": [{"name": "a", "polygon": [{"row": 0, "column": 0}]}]}"#,
    #"{"spots": [], "regions": [], "mask": {"threshold": 0, "open": 1, "close": 1, "keep": "dark"}}"#,
  ])
  func `what is not a choice is refused, and the session goes on`(body: String) async throws {
    let client = try client.get()
    #expect(try await client.post("done", body).status == 422)
    #expect(try await client.get("session").status == 200)
  }

  @Test func `it ends by the button, or from the terminal`() async throws {
    let client = try client.get()
    try await client.post("cancel")
    try await client.post("done", #"{"spots": [], "regions": []}"#)
    guard case .cancelled = client.session.wait(isInterrupted: { false }) else {
      Issue.record("the first end is the one that counts")
      return
    }
    let other = try Client(Image(rows: 64, columns: 64, value: 1), .init(window: 32, title: ""))
    guard case .interrupted = other.session.wait(isInterrupted: { true }) else {
      Issue.record("an interruption ends it")
      return
    }
  }
}
