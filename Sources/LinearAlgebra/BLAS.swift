import Glibc

/// The BLAS and LAPACK that the program runs with.
public enum BLAS {
  /// Keeps the BLAS from starting threads of its own: ours already use the cores.
  ///
  /// OpenBLAS has `openblas_set_num_threads` for that; it is looked up at run time because the reference BLAS, which never
  /// starts threads, lacks it, and because OpenBLAS reads its environment variable only while it is loaded. The effect is for
  /// the whole process. Every call into LAPACK from this module makes sure of it first; a program that calls the BLAS by other
  /// ways calls it once itself.
  public static func useOneThread() {
    _ = threadsLimited
  }

  /// Ends the threads that OpenBLAS started when it was loaded, which otherwise wait for work in a loop and hold the cores for the
  /// first tens of milliseconds. For a program to call once, before any other use of the BLAS; nothing happens with another BLAS.
  public static func endThreads() {
    useOneThread()
    guard let address = dlsym(nil, "blas_thread_shutdown_") else { return }
    typealias Shutdown = @convention(c) () -> CInt
    _ = unsafeBitCast(address, to: Shutdown.self)()
  }

  private static let threadsLimited: Void = {
    guard let address = dlsym(nil, "openblas_set_num_threads") else { return }
    typealias SetThreadCount = @convention(c) (CInt) -> Void
    unsafeBitCast(address, to: SetThreadCount.self)(1)
  }()
}
