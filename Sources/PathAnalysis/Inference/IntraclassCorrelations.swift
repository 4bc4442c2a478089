extension Fit {
  /// Of each variable that varies within clusters and between them, the share of its variance between, `Sigma_B / (Sigma_W + Sigma_B)`,
  /// from the saturated model; none where there are no levels.
  public var intraclassCorrelations: [IntraclassCorrelationResult] {
    groups.enumerated().flatMap { index, group -> [IntraclassCorrelationResult] in
      group.clusters?.layout.variables.compactMap { variable in
        guard let within = variable.within, let between = variable.between else { return nil }
        let covariance = group.observed.covariance
        let share = covariance[between, between] / (covariance[within, within] + covariance[between, between])
        return IntraclassCorrelationResult(
          variable: group.matrices.variables[within], group: index + 1, correlation: share.isFinite ? share : nil)
      } ?? []
    }
  }
}
