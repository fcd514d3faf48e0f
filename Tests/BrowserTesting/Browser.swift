import Foundation
import Testing

/// A headless Chromium that a test drives, through chromedriver and the WebDriver protocol.
///
///     try await Browser.with { browser in
///       try await browser.open(file: "report.html")
///       try await browser.element("#fold").click()
///       #expect(try await browser.consoleMessages().isEmpty)
///     }
///
/// What takes longer than its timeout throws; the browser, its driver and their files go with the end of the closure, or
/// of the test program, however it ends.
public final class Browser: Sendable {
  let session: WebDriverSession
  private let driver: DriverProcess

  /// Gives a fresh browser to a closure, without history, cache or cookies.
  ///
  /// There is one at a time: a further test waits for its turn. It must not be called in the closure.
  public nonisolated(nonsending) static func with<Result: Sendable>(
    _ body: nonisolated(nonsending) (Browser) async throws -> Result
  ) async throws -> Result {
    await Turn.shared.take()
    do {
      let browser = try await Browser()
      do {
        let result = try await body(browser)
        await browser.close()
        await Turn.shared.pass()
        return result
      } catch {
        await browser.close()
        throw error
      }
    } catch {
      await Turn.shared.pass()
      throw error
    }
  }

  /// Where the browser and the driver write; it goes with them.
  package var folder: String { driver.folder }

  private init() async throws {
    let programs = try BrowserPrograms.found()
    driver = try DriverProcess(programs.driver)
    do {
      session = try await WebDriverSession(
        on: try await driver.port(), browser: programs.browser, profile: driver.folder + "/profile")
    } catch {
      driver.end()
      throw error
    }
  }

  private func close() async {
    try? await session.end()
    driver.end()
  }
}

extension Browser {
  /// Whether Chromium and chromedriver are installed.
  public static var isAvailable: Bool { (try? BrowserPrograms.found()) != nil }

  /// Why a test that needs them did not run.
  public static let skip: Comment = "no browser: apt install chromium chromium-driver"
}
