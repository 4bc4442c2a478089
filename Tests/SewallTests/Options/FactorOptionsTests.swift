import ArgumentParser
import PathAnalysis
import Testing

@testable import sewall

@Suite struct FactorOptionsTests {
  private func rotation(_ line: String) throws -> RotationOptions {
    try FactorOptions.parse(line.split(separator: " ").map(String.init)).rotationOptions
  }

  @Test func withoutOptionsTheLibrarysDefaultsHold() throws { #expect(try rotation("") == RotationOptions()) }

  @Test func rotationsHaveLavaansNames() throws {
    #expect(try rotation("--rotation Geomin --geomin-epsilon 0.01").criterion == .geomin(epsilon: 0.01))
    #expect(try rotation("--rotation oblimin --oblimin-gamma=-0.5").criterion == .oblimin(gamma: -0.5))
    #expect(try rotation("--rotation promax --promax-power 3").criterion == .promax(power: 3))
    #expect(try rotation("--rotation cf-equamax").criterion == .crawfordFerguson(.equamax))
    #expect(try rotation("--rotation bigeomin").criterion == .bifactorGeomin())
  }

  @Test func choicesReachTheLibrary() throws {
    let options = try rotation("--rotation-orthogonal --rotation-se delta --no-rotation-std-ov")
    #expect(options.isOrthogonal && options.standardErrors == .delta && !options.standardizesLoadings)
  }

  @Test(arguments: ["--rotation geomim", "--geomin-epsilon 0", "--oblimin-gamma 2"])
  func whatMakesNoSenseIsRefused(_ line: String) { #expect(throws: (any Error).self) { try rotation(line) } }
}
