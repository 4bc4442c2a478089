import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// Factors that take the scale of their indicators.
@Suite struct EffectCodingTests {
  /// lavaan 0.6-14, `cfa("v =~ x1 + x2 + x3", HolzingerSwineford1939, effect.coding = TRUE)`, with and without means.
  @Test(arguments: [false, true]) func aFactorIsScaledAsInLavaan(_ hasMeans: Bool) throws {
    let covariance = Matrix(rows: [
      [1.362897744997786, 0.408729234586545, 0.581832320084842], [0.408729234586545, 1.386389811738649, 0.452567483388704],
      [0.581832320084842, 0.452567483388704, 1.279114410299003],
    ])
    let sample = Sample(
      variables: ["x1", "x2", "x3"], sampleSize: 301, covariance: covariance,
      means: [4.93576965637874, 6.08803986710963, 2.25041528239203])
    let fit = try model("v =~ x1 + x2 + x3") { $0.meanStructure = hasMeans }.fit(to: sample)
    let estimates = [1.03983019, 0.808812638, 1.15135717, 0.834642865, 1.06491762, 0.632768389, 0.484373204]
    let errors = [0.1102991472, 0.0950176726, 0.1215687139, 0.1181466706, 0.1046442822, 0.1291675587, 0.0640192852]
    let acov = try #require(fit.asymptoticCovariance)
    #expect(fit.freeCount == (hasMeans ? 9 : 6) && fit.degreesOfFreedom == 0)
    for i in estimates.indices {
      #expect(abs(fit.parameters[i] - estimates[i]) < 1e-5)
      #expect(abs(acov[i, i].squareRoot() - errors[i]) < 1e-5)
    }
    guard hasMeans else { return }
    // The mean of the factor is that of its indicators.
    #expect(abs(fit.parameters[10] - 4.42474161) < 1e-7)
    #expect(abs(fit.parameters[7...9].reduce(0, +)) < 1e-12)
  }

  /// The scale of factors, also of second-order ones, changes nothing that can be seen.
  @Test func theFitIsThatOfMarkers() throws {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    let text = "u =~ a + b + c\nv =~ d + e + f\nw =~ g + h + i\nz =~ u + v + w"
    var covariance = Matrix.identity(9)
    for i in 0..<9 {
      for j in 0..<i {
        let value = i / 3 == j / 3 ? 0.5 + 0.02 * Double((3 * i + j) % 5) : 0.25 + 0.015 * Double((2 * i + 3 * j) % 7)
        (covariance[i, j], covariance[j, i]) = (value, value)
      }
    }
    let sample = Sample(variables: names, sampleSize: 300, covariance: covariance, means: (0..<9).map { 0.2 * Double($0) - 1 })
    let markers = try model(text, coding: []) { $0.meanStructure = true }.fit(to: sample)
    let coded = try model(text) { $0.meanStructure = true }.fit(to: sample)
    #expect(markers.converged && coded.converged)
    #expect(abs(markers.chiSquare - coded.chiSquare) < 1e-8)
    #expect(markers.degreesOfFreedom == coded.degreesOfFreedom)
    for factor in 0..<4 { #expect(abs(coded.parameters[(3 * factor)..<(3 * factor + 3)].reduce(0, +) - 3) < 1e-12) }
  }

  /// As in lavaan, a fixed loading gives the scale, and a fixed intercept the mean.
  @Test func whatIsFixedGivesTheScale() throws {
    let table = try model("v =~ 1*x1 + x2 + x3\nw =~ x4 + x5 + x6\nx4 ~ 0*1").table
    #expect(table.effectCodingRestrictions.count == 2)
    let means = table.rows.filter { $0.relation == .intercept && ["v", "w"].contains($0.lhs) }
    #expect(means.map(\.isFree) == [true, false])
  }

  /// lavaan 0.6-14, `effect.coding = "loadings"` and `"intercepts"` of `visual =~ x1 + x2 + x3; textual =~ x4 + x5 + x6`: the means are
  /// 0 for the one, the markers' loadings 1 for the other.
  @Test func loadingsAloneOrInterceptsAlone() throws {
    let text = "v =~ x1 + x2 + x3"
    let loadings = try model(text, coding: [.loadings]) { $0.meanStructure = true }.table
    #expect(loadings.effectCodingRestrictions.count == 1)
    #expect(loadings.rows.filter { $0.relation == .intercept && $0.lhs == "v" }.map(\.isFree) == [false])
    let intercepts = try model(text, coding: [.intercepts]) { $0.meanStructure = true }.table
    #expect(intercepts.effectCodingRestrictions.count == 1)
    #expect(intercepts.rows.filter { $0.relation == .intercept && $0.lhs == "v" }.map(\.isFree) == [true])
    #expect(intercepts.rows.filter { $0.relation == .measuredBy }.map(\.isFree) == [false, true, true])
  }

  @Test func aContradictionIsRefused() {
    let parsed = ModelParser.parse(
      ModelDocument(SourceText(name: "m.model", text: "v =~ a*x1 + a*x2 + a*x3\na == 2")))
    var options = ModelOptions()
    options.effectCoding = [.loadings, .intercepts]
    let (model, diagnostics) = PathModel.specify(parsed.tree, options: options)
    #expect(model == nil)
    #expect(diagnostics.contains { $0.id == "infeasible-constraint" })
  }

  private func model(
    _ text: String, coding: Set<ModelOptions.EffectCoding> = [.loadings, .intercepts],
    _ change: (inout ModelOptions) -> Void = { _ in }
  ) throws -> PathModel {
    var options = ModelOptions()
    options.effectCoding = coding
    change(&options)
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    return try #require(PathModel.specify(parsed.tree, options: options).model)
  }
}
