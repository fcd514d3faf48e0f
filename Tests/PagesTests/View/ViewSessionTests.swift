import Foundation
import ImageFiles
import Imaging
import Inspection
import Lattice
import Pages
import Testing

/// What the page of results is told.
@Suite(.serialized) struct ViewSessionTests {
  private let results = Result { try ViewedResults() }
  private var map: LatticeMap { ViewedResults.map }

  /// Whether a number of JSON is another but for the last bit, which Foundation may get wrong; null is NaN.
  private func isSame(_ value: Any?, _ other: Double) -> Bool {
    guard let value = value as? Double else { return value is NSNull && other.isNaN }
    return abs(value - other) <= 2e-15 * abs(other)
  }

  @Test func `every file that the page names is there`() async throws {
    let results = try results.get()
    var names = ["view.html"]
    var seen: Set<String> = []
    while let name = names.popLast() {
      guard seen.insert(name).inserted else { continue }
      let (status, type, data) = try await results.get(name)
      #expect(status == 200, "\(name)")
      guard type.hasPrefix("text/html") || type.hasPrefix("text/javascript") else { continue }
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("://"), "\(name) names something elsewhere")
      names += text.matches(of: /(?:src=|href=|from )"(?:\.\/)?([\w.]+)"/).map { String($0.output.1) }
    }
    #expect(seen.isSuperset(of: ["view.css", "viewer.js", "look.js", "profileplot.js"]))
  }

  @Test func `results are listed, told apart from changed ones, and read once`() async throws {
    let results = try results.get()
    let session = try await results.json("session")
    #expect(session["title"] as? String == "a <run>" && session["notes"] as? [String] == ["run of today"])
    let list = try #require(session["results"] as? [[String: String]])
    #expect(
      list.map { $0["kind"] } == ["map", "strain", "image", "figure", "table", "map"]
        && list[0]["name"] == "map")
    var states: [String] = []
    for index in list.indices {
      states.append(try await results.json("state?result=\(index)")["state"] as? String ?? "")
    }
    #expect(states == ["unchanged", "changed", "unrecorded", "unchanged", "unchanged", "missing"])
    #expect(results.readings.counts.withLock { $0.isEmpty })
    for _ in 0..<3 { _ = try await results.json("result?result=0") }
    #expect(results.readings.counts.withLock { $0 } == ["map": 1])
    let (status, _, data) = try await results.get("result?result=5")
    #expect(status == 422 && String(decoding: data, as: UTF8.self).contains("gone/map.txt: no such file"))
  }

  @Test func `a map is described, and its planes come as tiles`() async throws {
    let results = try results.get()
    let result = try await results.json("result?result=0")
    #expect(result["rows"] as? Int == 32 && result["step"] as? Int == 8 && result["window"] as? Int == 64)
    #expect((result["source"] as? [String: Any])?["rows"] as? Int == 256)
    #expect((result["groups"] as? [String])?.count == 3 && result["notes"] as? [String] == ["a note"])
    let planes = try #require(result["planes"] as? [[String: String]])
    #expect(planes.map { $0["name"] }.contains("spacing_sigma") && planes.last?["kind"] == "status")
    let plane = try await results.json("plane?image=0.spacing.1")
    let range = try #require(plane["range"] as? [Double])
    let tile = try await results.get("tile?image=0.spacing.1&level=0&row=0&column=0").data
    #expect(tile.count == 2 * 32 * 32)
    for place in [16 * 32 + 16, 20 * 32 + 9, 0] {
      let level = Double(UInt16(tile[2 * place]) | UInt16(tile[2 * place + 1]) << 8)
      let value = Double(map[1].spacing.pixels[place])
      let shown = range[0] + (level - 1) / 65534 * (range[1] - range[0])
      #expect(value.isNaN ? level == 0 : abs(shown - value) < (range[1] - range[0]) / 60000)
    }
  }

  @Test func `a place has the values of the map, the reasons, the spots and the patch`() async throws {
    let results = try results.get()
    let look = try await results.json("look?result=0&row=16&column=16&group=1")
    let groups = try #require(look["groups"] as? [[String: Any]])
    for (group, planes) in zip(groups, map.reflectionMaps) {
      let values = try #require(group["values"] as? [[String: Any]])
      let spacing = try #require(values.first { $0["name"] as? String == "spacing" })
      #expect(isSame(spacing["value"], Double(planes.spacing[16, 16])))
      #expect(isSame(spacing["sigma"], Double(planes.spacingSigma[16, 16])))
      #expect(group["status"] as? String == "ok" && group["reason"] == nil)
    }
    #expect((look["spots"] as? [Any])?.count == 3)
    let window = try #require(look["window"] as? [String: Int])
    #expect(window == ["row": 96, "column": 96, "side": 64])
    let patch = try #require(look["patch"] as? [String: Any])
    #expect((patch["data"] as? [Double])?.count == 225 && (patch["model"] as? [Double])?.count == 225)
    let corner = try await results.json("look?result=0&row=0&column=0&group=0")
    let reasons = try #require(corner["groups"] as? [[String: Any]]).compactMap { $0["reason"] as? String }
    #expect(reasons.count == 3)
    let value = try #require((corner["groups"] as? [[String: Any]])?[0]["values"] as? [[String: Any]])
    #expect(value[0]["value"] is NSNull && value[0]["text"] as? String == "–")
    #expect(try await results.get("spectrum?result=0&row=16&column=16").data.count == 2 * 64 * 64)
  }

  @Test func `a profile is the map's own, also as a file`() async throws {
    let results = try results.get()
    let query = "result=0&plane=spacing&group=1&row1=100&column1=60&row2=150&column2=190.5&width=24"
    let known = try map.profile(
      1, from: Point(row: 100, column: 60), to: Point(row: 150, column: 190.5), width: 24)
    let profile = try await results.json("profile?\(query)")
    let distances = try #require(profile["distance"] as? [Any])
    #expect(distances.count == known.distance.count)
    let values = try #require(profile["value"] as? [Any])
    let sigmas = try #require(profile["sigma"] as? [Any])
    for (index, spacing) in known.spacing.enumerated() {
      #expect(isSame(distances[index], known.distance[index]))
      #expect(isSame(values[index], spacing) && isSame(sigmas[index], known.spacingSigma[index]))
    }
    let (_, type, data) = try await results.get("profile.csv?\(query)")
    let table = try TableFile.read(Array(data), path: "profile.csv")
    #expect(type.hasPrefix("text/csv"))
    #expect(table.columns.map(\.heading) == ["distance (nm)", "spacing (nm)", "spacing_sigma (nm)", "count"])
    let saved = table.column("spacing")?.values ?? []
    #expect(saved.count == known.spacing.count)
    #expect(zip(saved, known.spacing).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
  }

  @Test(arguments: [
    ("png", "image/png", "\u{89}PNG"), ("svg", "image/svg+xml", "<?xml"), ("pdf", "application/pdf", "%PDF"),
  ])
  func `what is seen becomes a figure`(format: String, type: String, start: String) async throws {
    let results = try results.get()
    let query =
      "figure?result=0&plane=spacing&group=0&colors=viridis&low=0.23&high=0.24&row=40&column=33.5&rows=120"
      + "&columns=90&image=1&row1=50&column1=60&row2=80&column2=90&format=\(format)"
    let (status, found, data) = try await results.get(query)
    #expect(status == 200 && found == type, "\(String(decoding: data.prefix(200), as: UTF8.self))")
    #expect(
      Array(data.prefix(4)).elementsEqual(Array(start.unicodeScalars.prefix(4).map { UInt8($0.value) })))
    if format == "svg" {
      let text = String(decoding: data, as: UTF8.self)
      #expect(text.contains("0.23 to 0.24 in colours viridis") && text.contains("in colours gray"))
    }
    #expect(try await results.get(query).data == data)
  }

  @Test func `statuses have names and colours, in the figure too`() async throws {
    let results = try results.get()
    let statuses = try #require(try await results.json("session")["statuses"] as? [[String: String]])
    #expect(statuses.count == 7 && statuses[0] == ["name": "ok", "color": "#b9c6cf"])
    #expect(statuses[3]["name"] == "weak")
    for (status, color) in zip(0..., StatusColors.all) {
      let place = (Double(status) - StatusColors.range.lowerBound) / 7
      #expect(StatusColors.map.color(at: place) == color)
      #expect(
        StatusColors.map.color(at: place + 0.055) == color
          && StatusColors.map.color(at: place - 0.055) == color)
    }
    let figure = try await results.get(
      "figure?result=0&plane=status&group=0&colors=viridis&low=0&high=1&row=0&column=0&rows=256&columns=256"
        + "&format=svg")
    #expect(figure.status == 200)
    #expect(String(decoding: figure.data, as: UTF8.self).contains("0 ok, 1 at bound, 2 edge"))
  }

  @Test(arguments: [
    "result?result=99", "result?result=-1", "result", "state?result=x", "plane?image=0.none.0",
    "plane?image=0.spacing.9", "plane?image=../../etc/passwd", "plane?image=9.source", "plane?image=4.source",
    "tile?image=0.spacing.0&level=9&row=0&column=0", "look?result=0&row=32&column=0&group=0",
    "look?result=0&row=0&column=0&group=3", "look?result=3&row=0&column=0&group=0",
    "spectrum?result=0&row=0&column=-1", "picture?result=0", "table?result=0",
    "profile?result=0&plane=spacing&group=0&row1=0&column1=0&row2=999&column2=0&width=1",
    "profile?result=0&plane=spacing&group=0&row1=0&column1=0&row2=9&column2=0&width=0",
    "figure?result=0&plane=spacing&group=0&colors=viridis&low=1&high=0&row=0&column=0&rows=9&columns=9&format=png",
    "figure?result=0&plane=spacing&group=0&colors=none&low=0&high=1&row=0&column=0&rows=9&columns=9&format=png",
    "figure?result=0&plane=spacing&group=0&colors=gray&low=0&high=1&row=900&column=0&rows=9&columns=9&format=png",
    "figure?result=0&plane=spacing&group=0&colors=gray&low=0&high=1&row=0&column=0&rows=9&columns=9&format=exe",
  ])
  func `what makes no sense is refused with a reason`(path: String) async throws {
    let (status, type, data) = try await results.get().get(path)
    #expect(status == 422 && type.hasPrefix("text/plain") && !data.isEmpty, "\(status)")
  }

  @Test(arguments: [
    "run.json", "../run.json", "%2e%2e/etc/passwd", "/etc/passwd", "picture/../../etc/passwd",
  ])
  func `no file of the machine can be had`(path: String) async throws {
    let (status, _, _) = try await results.get().get(path)
    #expect(status == 404 || status == 403)
  }

  @Test func `pictures and tables come as they are`() async throws {
    let results = try results.get()
    let (_, type, data) = try await results.get("picture?result=3")
    #expect(type == "image/svg+xml" && Array(data) == ViewedResults.picture)
    let table = try await results.json("table?result=4")
    let columns = try #require(table["columns"] as? [[String: Any]])
    #expect(table["rows"] as? Int == 3 && columns.map { $0["heading"] as? String } == ["time (s)", "name"])
    #expect((columns[0]["cells"] as? [Any])?[2] is NSNull)
  }

  @Test func `strain and images are looked into likewise`() async throws {
    let results = try results.get()
    let strain = try await results.json("look?result=1&row=16&column=15&group=0")
    let values = try #require((strain["groups"] as? [[String: Any]])?[0]["values"] as? [[String: Any]])
    #expect(isSame(values[0]["value"], Double(ViewedResults.strain[.exx][16, 15])))
    #expect(isSame(values[0]["sigma"], Double(ViewedResults.strain.sigma(.exx)[16, 15])))
    #expect(strain["patch"] == nil)
    let image = try await results.json("look?result=2&row=100&column=90&group=0")
    #expect(image["intensity"] as? Double == Double(map.source[100, 90]))
    let histogram = try await results.json("histogram?image=0.status.0")
    let counts = try #require(histogram["statuses"] as? [Int])
    #expect(counts.count == 7 && counts.reduce(0, +) == 32 * 32)
    #expect(counts[0] == map[0].statuses.filter { $0 == .ok }.count)
  }
}
