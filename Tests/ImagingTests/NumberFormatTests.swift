import Imaging
import Testing

struct NumberFormatTests {
  @Test(arguments: [
    (0.23551, 0.0003, "nm", "0.2355(3) nm"), (0.23551, 0.00014, "nm", "0.23551(14) nm"),
    (0.23551, 0.00096, "nm", "0.2355(10) nm"), (12.345, 1.44, "°", "12.3(1.4)°"),
    (70.53, 0.96, "°", "70.5(1.0)°"),
    (1234, 34.6, "px", "1234(35) px"), (-0.00002, 0.003, "", "0.000(3)"),
    (2.3e-7, 3e-9, "nm", "2.30(3)e-7 nm"),
    (4.2e300, 1e298, "nm", "4.200(10)e300 nm"), (0.5, 1e-30, "nm", "0.5 nm"),
    (0.25, 0.00199, "nm", "0.250(2) nm"),
  ])
  func `a value is rounded to what its uncertainty allows`(
    value: Double, sigma: Double, unit: String, expected: String
  ) {
    #expect(NumberFormat.format(value, sigma: sigma, unit: unit) == expected)
  }

  @Test func `without an uncertainty up to six digits are given`() {
    #expect(NumberFormat.format(0.2355123456, unit: "nm") == "0.235512 nm")
    #expect(NumberFormat.format(3, sigma: .nan) == "3")
    #expect(NumberFormat.format(3, sigma: 0) == "3")
    #expect(NumberFormat.format(.nan, sigma: 1, unit: "nm") == "NaN nm")
  }

  @Test func `significant digits keep their zeros`() {
    #expect(NumberFormat.significant(0.021, digits: 3) == "0.0210")
    #expect(NumberFormat.significant(100, digits: 3) == "100")
    #expect(NumberFormat.significant(2, digits: 1) == "2")
    #expect(NumberFormat.significant(0.9996, digits: 3) == "1.00")
  }

  @Test func `compact numbers have none to spare`() {
    #expect(NumberFormat.compact(4095) == "4095")
    #expect(NumberFormat.compact(-0.0) == "0")
    #expect(NumberFormat.compact(0.1 + 0.2) == "0.3")
    #expect(NumberFormat.compact(1.0 / 3, digits: 2) == "0.33")
    #expect(NumberFormat.compact(-.infinity) == "-inf")
  }

  @Test func `fixed decimals never make a negative zero`() {
    #expect(NumberFormat.fixed(-0.0004, decimals: 3) == "0.000")
    #expect(NumberFormat.fixed(-0.0006, decimals: 3) == "-0.001")
    #expect(NumberFormat.fixed(2.5, decimals: 0) == "2")
    #expect(NumberFormat.fixed(1e308, decimals: 40).count == 350)
  }
}
