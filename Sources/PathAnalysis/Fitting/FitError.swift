/// Why a model could not be fitted to a sample.
public enum FitError: Error, Sendable, Equatable {
  /// A variable of the model that the sample does not have.
  case missingVariable(String)
  case constantVariable(String)
  /// The first variable is a linear combination of the others.
  case collinear(String, with: [String])
  case tooFewCases(sampleSize: Int, variableCount: Int)
  case covarianceNotPositiveDefinite(variable: String)
  case meansMissing
  /// The estimator needs the cases, and moments were given.
  case rowsNeeded
  /// The estimator does not fit ordinal variables.
  case notForOrdinal(String)
  /// What is wrong with the moments of ordinal variables.
  case ordinal(OrdinalProblem)
  /// A model of two levels needs to know the cluster of each case.
  case clustersNeeded
  /// No cluster has more than one case, or there are no more clusters than variables between them.
  case tooFewClusters(clusterCount: Int, caseCount: Int, variableCount: Int)
  /// A variable that the model has between clusters only, and that differs between cases of a cluster.
  case variesWithinClusters(String)
  /// A variable within clusters that is the same for all cases of each cluster.
  case constantWithinClusters(String)
  /// What is not done for models of two levels.
  case notWithLevels(String)
  /// A choice that does not go with how missing values are treated, and what does.
  case notWithMissing(String, missing: String, advice: String)
  /// The saturated moments have no sampling covariance: these variables are never observed together (empty: for another reason).
  case covarianceNotIdentified([String])
  /// What is not done for models with composites.
  case notWithComposites(String)
  /// The weight matrix of WLS has no inverse: more moments than cases.
  case tooFewCasesForWeight(sampleSize: Int, momentCount: Int)
  /// A statement that contradicts the others.
  case infeasibleConstraint(index: Int)
  /// Bounds of a parameter that contradict each other or the statements.
  case infeasibleBounds(parameter: String)
  /// A statement that no parameters were found to meet.
  case unmetConstraint(index: Int)
  /// No start value gives an implied covariance that is positive definite.
  case noAdmissibleStart
}
