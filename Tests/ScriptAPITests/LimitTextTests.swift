import ScriptAPI
import Testing

struct LimitTextTests {
  @Test(arguments: ["4G", "4g", "500M", "1.5G", "1T", "2000K", "1000000", "none"])
  func `a size is a number with a unit`(text: String) { #expect(Limit(memory: text)?.text == text) }

  @Test(arguments: ["", "G", "4GB", "-1G", "0", "nan", "inf", "1e30", "4 G", "100", "None"])
  func `anything else is no size`(text: String) { #expect(Limit(memory: text) == nil) }

  @Test(arguments: ["10m", "30s", "2h", "0.5s", "90", "none"])
  func `a time is a number with a unit`(text: String) { #expect(Limit(time: text)?.text == text) }

  @Test(arguments: ["", "m", "0", "-1s", "10min", "nan", "inf", "1e30h", "1d"])
  func `anything else is no time`(text: String) { #expect(Limit(time: text) == nil) }

  @Test func `a sandbox has limits unless they are taken away`() throws {
    #expect(try Safeguards().limits() == nil)
    let usual = try #require(try Safeguards(isSandboxed: true).limits())
    #expect(usual.memory == 4_000_000_000 && usual.seconds == 600)
    #expect(try Safeguards(isSandboxed: true).limits(isInteractive: true)?.seconds == nil)
    let none = (Limit(memory: "none"), Limit(time: "none"))
    #expect(try Safeguards(isSandboxed: true, memory: none.0, time: none.1).limits() == nil)
    #expect(try Safeguards(time: Limit(time: "2m")).limits()?.seconds == 120)
  }
}
