import Foundation
import Testing

/// What a run costs that does nothing.
struct StartTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    .disabled(
      if: ProcessInfo.processInfo.environment["FRINGE_SANITIZER"] != nil, "a sanitizer needs memory too"))
  func `a small run stays under 20 MB`() throws {
    // The kernel's own count of the most memory that the program had since it was started.
    let output = try folder.run(
      "-e", "print(io.open('/proc/self/status'):read('a'):match('VmHWM:%s*(%d+) kB'))"
    ).output
    let kilobytes = try #require(Int(output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kilobytes > 1000 && kilobytes * 1024 < 20_000_000)
  }

  @Test func `libraries of files and figures are loaded when they are needed`() throws {
    let loaded = "print(io.open('/proc/self/maps'):read('a'):match('/lib(%a+)[%w_]*%.so%.103') or 'none')"
    #expect(try folder.run("-e", loaded).output == "none\n")
    try folder.run("-e", "require('fringe').image(4, 4, 1):save 'a.hspy'")
    #expect(try folder.run("-e", "require('fringe').load 'a.hspy' \(loaded)").output == "hdf\n")
    let maps = "local maps = io.open('/proc/self/maps'):read('a')"
    let names = ["cairo", "edit", "matio", "microhttpd", "tiff", "zip", "crypto", "curl", "fontconfig"]
    let outcome = try folder.run(
      "-e",
      "\(maps) for _, name in ipairs { '\(names.joined(separator: "', '"))' } do print(maps:find('/lib' .. name) ~= nil) end"
    )
    #expect(outcome.output == String(repeating: "false\n", count: names.count))
  }
}
