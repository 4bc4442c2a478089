extension DescribeCommand {
  /// The table of the analysed sample: not available yet.
  func execute(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    throw Failure(
      .wrongInput, "not-available", "`\(input.source.name)` is a model: its sample cannot be described yet",
      advice: "sewall describe FILE lists the variables of a data file")
  }
}
