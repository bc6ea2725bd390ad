package dev.figment.data;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the names of image files say: which are images, their part of a split, their class. */
final class ImageNames {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "webp");
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private ImageNames() {}

  /** Whether a name ends as images do, and neither it nor a folder above it is hidden. */
  static boolean isImage(String name) {
    int dot = name.lastIndexOf('.');
    boolean hidden = name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
    return !hidden
        && dot >= 0
        && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** The folder, or folders with a / at the end, that all names lie in; perhaps none. */
  static String commonRoot(List<String> names) {
    String root = "";
    while (true) {
      int slash = names.get(0).indexOf('/', root.length());
      if (slash < 0) {
        return root;
      }
      String longer = names.get(0).substring(0, slash + 1);
      for (String name : names) {
        if (!name.startsWith(longer)) {
          return root;
        }
      }
      String folder = longer.substring(root.length(), slash);
      if (folder.equals(TRAIN) || folder.equals(TEST)) {
        return root;
      }
      root = longer;
    }
  }

  /** Whether all images lie in {@code train/} and {@code test/}, and both have some. */
  static boolean isSplit(List<String> names) {
    boolean train = false;
    boolean test = false;
    for (String name : names) {
      String part = firstFolder(name);
      if (!part.equals(TRAIN) && !part.equals(TEST)) {
        return false;
      }
      train |= part.equals(TRAIN);
      test |= part.equals(TEST);
    }
    return train && test;
  }

  /** The names within one part of a split, without its folder. */
  static List<String> part(List<String> names, boolean train) {
    String folder = (train ? TRAIN : TEST) + "/";
    List<String> part = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(folder)) {
        part.add(name.substring(folder.length()));
      }
    }
    return part;
  }

  /** The classes in order of their names; none if some image lies in no folder. */
  static List<String> classes(List<String> names) {
    Set<String> classes = new TreeSet<>();
    for (String name : names) {
      if (name.indexOf('/') < 0) {
        return List.of();
      }
      classes.add(firstFolder(name));
    }
    return List.copyOf(classes);
  }

  static int label(String name, List<String> classes, String place) {
    int label = classes.indexOf(firstFolder(name));
    if (label < 0) {
      throw new FigmentException(
          place + ": the class " + firstFolder(name) + " occurs in test/ but not in train/",
          "the classes to train with are " + classes);
    }
    return label;
  }

  private static String firstFolder(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
