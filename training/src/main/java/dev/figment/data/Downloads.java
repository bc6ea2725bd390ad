package dev.figment.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Well-known data sets from the network, kept in a cache: {@code .cache/figment} in the home
 * folder, or the folder that the system property {@code figment.cache} names.
 */
public final class Downloads {
  private static final String[] MNIST = {
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  };
  private static final String[] FASHION = {
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
  };
  private static final List<String> CLOTHES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private Downloads() {}

  /** MNIST (LeCun, Cortes, Burges; CC BY-SA 3.0): digits, 60,000 + 10,000 of 28 x 28, 12 MB. */
  public static Split mnist() {
    return mnist(Downloader.toCache());
  }

  /** MNIST through a downloader of one's own. */
  public static Split mnist(Downloader downloader) {
    return idx(
        downloader,
        file(
            "mnist/",
            "train-images-idx3-ubyte.gz",
            9912422,
            "f68b3c2dcbeaaa9fbdd348bbdeb94873",
            MNIST),
        file(
            "mnist/",
            "train-labels-idx1-ubyte.gz",
            28881,
            "d53e105ee54ea40749a09fcbcd1e9432",
            MNIST),
        file(
            "mnist/",
            "t10k-images-idx3-ubyte.gz",
            1648877,
            "9fb629c4189551a2d022fa330f9573f3",
            MNIST),
        file(
            "mnist/",
            "t10k-labels-idx1-ubyte.gz",
            4542,
            "ec29112dd5afa0611ce80d1b7f02629c",
            MNIST));
  }

  /** Fashion-MNIST (Zalando; MIT): clothes, 60,000 + 10,000 of 28 x 28, 31 MB. */
  public static Split fashionMnist() {
    return fashionMnist(Downloader.toCache());
  }

  /** Fashion-MNIST through a downloader of one's own. */
  public static Split fashionMnist(Downloader downloader) {
    String folder = "fashion-mnist/";
    Split clothes =
        idx(
            downloader,
            file(
                folder,
                "train-images-idx3-ubyte.gz",
                26421880,
                "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                FASHION),
            file(
                folder,
                "train-labels-idx1-ubyte.gz",
                29515,
                "25c81989df183df01b3e8a0aad5dffbe",
                FASHION),
            file(
                folder,
                "t10k-images-idx3-ubyte.gz",
                4422102,
                "bef4ecab320f06d8554ea6380940ec79",
                FASHION),
            file(
                folder,
                "t10k-labels-idx1-ubyte.gz",
                5148,
                "bb300cfdad3c16e7a12a480ee83cd310",
                FASHION));
    return Split.of(named(clothes.getTrain()), named(clothes.getTest()));
  }

  /** CIFAR-10 (Krizhevsky 2009): ten kinds of things, 50,000 + 10,000 of 3 x 32 x 32, 170 MB. */
  public static Split cifar10() {
    return cifar10(Downloader.toCache());
  }

  /** CIFAR-10 through a downloader of one's own. */
  public static Split cifar10(Downloader downloader) {
    return Cifar10.archive(
        downloader.fetch(
            RemoteFile.of(
                "cifar10/cifar-10-binary.tar.gz",
                170052171,
                "md5:c32a1d4ab5d03f1284b67883e8d87530",
                "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                "https://cave.cs.toronto.edu/kriz/cifar-10-binary.tar.gz")));
  }

  private static RemoteFile file(
      String folder, String name, long bytes, String md5, String... hosts) {
    String[] mirrors = new String[hosts.length];
    for (int i = 0; i < hosts.length; i++) {
      mirrors[i] = hosts[i] + name;
    }
    return RemoteFile.of(folder + name, bytes, "md5:" + md5, mirrors);
  }

  private static Split idx(Downloader downloader, RemoteFile... files) {
    Path[] paths = new Path[files.length];
    for (int i = 0; i < files.length; i++) {
      paths[i] = downloader.fetch(files[i]);
    }
    return Split.of(Idx.images(paths[0], paths[1]), Idx.images(paths[2], paths[3]));
  }

  private static Dataset named(Dataset clothes) {
    int[] labels = new int[clothes.getSize()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = clothes.label(i);
    }
    return clothes.withLabels(labels, CLOTHES);
  }
}
