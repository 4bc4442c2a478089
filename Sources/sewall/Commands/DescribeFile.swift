extension DescribeCommand {
  /// Lists the variables of a data file.
  func describeFile(_ given: CommandLineNames, _ console: Console) throws(Failure) -> ExitStatus {
    throw Failure(.wrongInput, "not-available", "`\(model)`: data files cannot be listed yet")
  }
}
