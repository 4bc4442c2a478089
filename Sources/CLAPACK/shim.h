#ifndef SEWALL_CLAPACK_SHIM_H
#define SEWALL_CLAPACK_SHIM_H

// Prototypes of the BLAS and LAPACK routines that LinearAlgebra calls, in the Fortran interface that the reference library and
// OpenBLAS share: 32-bit integers, everything by address, names with a trailing underscore. Each character argument has a
// hidden length, passed by value after the last argument.

#include <stddef.h>

// C := alpha op(A) op(B) + beta C
void dgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k, const double *alpha,
            const double *a, const int *lda, const double *b, const int *ldb, const double *beta, double *c, const int *ldc,
            size_t transa_length, size_t transb_length);

// Cholesky factorization, solution, inverse, condition.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb,
             int *info, size_t uplo_length);
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

// LU factorization with partial pivoting, solution, inverse, condition.
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);
void dgetrs_(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda, const int *ipiv, double *b,
             const int *ldb, int *info, size_t trans_length);
void dgetri_(const int *n, double *a, const int *lda, const int *ipiv, double *work, const int *lwork, int *info);
void dgecon_(const char *norm, const int *n, const double *a, const int *lda, const double *anorm, double *rcond, double *work,
             int *iwork, int *info, size_t norm_length);

// QR factorization with column pivoting, and products with its orthogonal factor.
void dgeqp3_(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau, double *work, const int *lwork,
             int *info);
void dormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k, const double *a, const int *lda,
             const double *tau, double *c, const int *ldc, double *work, const int *lwork, int *info, size_t side_length,
             size_t trans_length);

// Eigenvalues and eigenvectors of a symmetric matrix.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length, size_t uplo_length);

#endif
