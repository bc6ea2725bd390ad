package dev.figment.cuda.driver;

/**
 * A batch of matrices as the library sees it: by columns, or the transpose of one by columns.
 *
 * @param transposed whether what lies by columns is the transpose
 * @param rows of what lies by columns
 * @param columns of what lies by columns
 * @param leading from one column to the next, in elements
 * @param batchStep from one matrix to the next, in elements
 */
record Matrix(boolean transposed, int rows, int columns, int leading, int batchStep) {
  /** Of sizes and steps in elements; one of both steps is 1, or its size is. */
  static Matrix of(int rows, int columns, int rowStep, int columnStep, int batchStep) {
    if (rowStep == 1 || rows == 1) {
      int leading = columns == 1 ? rows : columnStep;
      return new Matrix(false, rows, columns, Math.max(rows, leading), batchStep);
    }
    if (columnStep == 1 || columns == 1) {
      return new Matrix(true, columns, rows, Math.max(columns, rowStep), batchStep);
    }
    throw new IllegalArgumentException("steps " + rowStep + " and " + columnStep);
  }
}
