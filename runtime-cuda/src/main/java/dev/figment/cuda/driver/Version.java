package dev.figment.cuda.driver;

/** Version numbers of CUDA's libraries as people write them. */
final class Version {
  private Version() {}

  /** How a library counts. */
  @FunctionalInterface
  interface Format {
    String words(int number);
  }

  /** 13000 is 13.0. */
  static String ofCuda(int number) {
    return number / 1000 + "." + number % 1000 / 10;
  }

  /** 130100 is 13.1.0. */
  static String ofBlas(int number) {
    return number / 10_000 + "." + number % 10_000 / 100 + "." + number % 100;
  }

  /** 22809 is 2.28.9; up to 2.8, 2804 was 2.8.4. */
  static String ofNccl(int number) {
    return ofBlas(number < 10_000 ? number / 1000 * 10_000 + number % 1000 : number);
  }

  /** 91900 is 9.19.0. */
  static String ofDnn(int number) {
    return ofBlas(number);
  }
}
