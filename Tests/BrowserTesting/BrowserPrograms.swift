import Foundation

/// Where the browser and its driver are installed.
struct BrowserPrograms {
  let browser: String
  let driver: String

  struct Missing: Error, CustomStringConvertible {
    let description = "chromium and chromedriver are not installed: apt install chromium chromium-driver"
  }

  static func found() throws(Missing) -> BrowserPrograms {
    guard let browser = first(of: ["chromium", "chromium-browser", "google-chrome"]),
      let driver = first(of: ["chromedriver"])
    else { throw Missing() }
    return BrowserPrograms(browser: browser, driver: driver)
  }

  private static func first(of names: [String]) -> String? {
    let folders = ["/usr/bin/", "/usr/local/bin/"]
    return names.flatMap { name in folders.map { $0 + name } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
