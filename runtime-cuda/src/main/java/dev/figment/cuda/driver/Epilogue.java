package dev.figment.cuda.driver;

import org.bytedeco.cuda.global.cublas;

/** What cuBLASLt does with a product before it writes it. */
public enum Epilogue {
  /** Nothing. */
  NONE(cublas.CUBLASLT_EPILOGUE_DEFAULT),
  /** Adds a row to each row. */
  ROW(cublas.CUBLASLT_EPILOGUE_BIAS),
  /** Makes negative numbers zero. */
  RELU(cublas.CUBLASLT_EPILOGUE_RELU),
  /** Adds a row to each row, and makes negative numbers zero. */
  ROW_RELU(cublas.CUBLASLT_EPILOGUE_RELU_BIAS);

  private final int number;

  Epilogue(int number) {
    this.number = number;
  }

  /** The one that does both, either or nothing. */
  public static Epilogue of(boolean row, boolean relu) {
    return row ? relu ? ROW_RELU : ROW : relu ? RELU : NONE;
  }

  /** The library's number. */
  int number() {
    return number;
  }

  /** Whether negative numbers become zero. */
  boolean isRectified() {
    return this == RELU || this == ROW_RELU;
  }

  /** Whether there is a row to add. */
  boolean hasRow() {
    return this == ROW || this == ROW_RELU;
  }
}
