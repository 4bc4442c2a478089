import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// Moments of ordinal variables, and their derivatives, at points that are no optimum.
@Suite struct MomentStructureTests {
  private static let text = """
    f =~ u1 + u2 + u3
    f ~ x
    u4 ~ f + x
    y ~ u4 + f
    u4 ~~ u3
    """

  private func matrices(_ parameterization: RAMMatrices.Parameterization) throws -> RAMMatrices {
    var options = ModelOptions()
    options.ordered = .names(["u1", "u2", "u3", "u4"])
    options.categoryCounts = ["u1": 3, "u2": 2, "u3": 4, "u4": 3]
    options.parameterization = parameterization
    let tree = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: Self.text))).tree
    var matrices = try #require(PathModel.specify(tree, options: options).model).matrices
    if parameterization == .delta {
      // Scales as in the second of several groups.
      for index in matrices.scalings.indices {
        matrices.scalings[index].source = .parameter(matrices.parameterCount)
        matrices.parameterCount += 1
      }
    }
    return matrices
  }

  private func implied(_ matrices: RAMMatrices, _ parameters: [Double]) throws -> ImpliedMoments {
    let observed = ObservedMoments(
      covariance: 1.3 * Matrix.identity(matrices.observedCount), means: [Double](repeating: 0.4, count: matrices.observedCount),
      sampleSize: 100)
    return try ImpliedMoments(matrices, parameters: parameters, sample: observed)
  }

  private func point(_ matrices: RAMMatrices) -> [Double] {
    var point = [Double](repeating: 0, count: matrices.parameterCount)
    for place in ParameterPlace.all(in: matrices) {
      let jitter = 0.02 * Double((7 * place.parameter + 3) % 11)
      point[place.parameter] =
        switch place.matrix {
        case .directEffect: 0.25 + jitter
        case .symmetricEffect: place.row == place.column ? 0.5 + jitter : 0.1
        case .intercept: 0.3 + jitter
        case .threshold: Double(place.column) - 0.7 + jitter
        case .scaling: 0.9 + jitter
        }
    }
    return point
  }

  /// Central differences with step 1e-5 are good to about 1e-9 here.
  @Test(arguments: RAMMatrices.Parameterization.allCases)
  func jacobianEqualsFiniteDifferences(_ parameterization: RAMMatrices.Parameterization) throws {
    let matrices = try matrices(parameterization)
    let structure = MomentStructure(ordinal: matrices)
    let point = point(matrices)
    let jacobian = structure.jacobian(try implied(matrices, point))
    #expect(jacobian.rowCount == structure.elements.count && jacobian.columnCount == point.count)
    for k in point.indices {
      var (above, below) = (point, point)
      above[k] += 1e-5
      below[k] -= 1e-5
      let (upper, lower) = (structure.moments(try implied(matrices, above)), structure.moments(try implied(matrices, below)))
      for row in upper.indices {
        #expect(abs(jacobian[row, k] - (upper[row] - lower[row]) / 2e-5) < 1e-8, "\(structure.elements[row]), parameter \(k)")
      }
    }
  }

  /// Given the covariate, an ordinal variable has variance 1/kappa^2 (delta), or kappa is 1 over its standard deviation (theta).
  @Test(arguments: RAMMatrices.Parameterization.allCases)
  func ordinalVariablesHaveTheirScale(_ parameterization: RAMMatrices.Parameterization) throws {
    let matrices = try matrices(parameterization)
    let implied = try implied(matrices, point(matrices))
    for variable in matrices.ordinalVariables {
      let variance = implied.conditionalCovariance[variable, variable]
      #expect(abs(variance * implied.scales[variable] * implied.scales[variable] - 1) < 1e-12, "\(variable)")
    }
  }
}
