package dev.figment.data;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;

/** The names of a source's images below the folder that all of them share. */
final class ImageTree {
  private final String root;
  private final List<String> names;

  private ImageTree(String root, List<String> names) {
    this.root = root;
    this.names = names;
  }

  static ImageTree of(ImageSource source) {
    if (source.getNames().isEmpty()) {
      throw new FigmentException(
          "there are no images in it", "files ending in png, jpg, jpeg, bmp or webp are images");
    }
    String root = ImageNames.commonRoot(source.getNames());
    List<String> names = new ArrayList<>();
    for (String name : source.getNames()) {
      names.add(name.substring(root.length()));
    }
    return new ImageTree(root, names);
  }

  /** The shared folder with a / at the end, or nothing. */
  String root() {
    return root;
  }

  List<String> names() {
    return names;
  }
}
