package dev.figment.model;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.dropout;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.graph.Variable;
import dev.figment.loss.CrossEntropy;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.onnx.OnnxContract;
import dev.figment.train.DataSpec;
import dev.figment.train.Losses;
import dev.figment.train.Model;
import dev.figment.train.Phase;
import dev.figment.train.StepContext;
import dev.figment.train.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A classifier whose network is bound to variables for one shape of data and its classes. */
final class ClassifierModel extends Model<TrainedClassifier> {
  private final ImageClassifier recipe;
  private final DataSpec data;
  private final int classes;
  private final Network body;
  private final Network drop;
  private final Network head;
  private final List<Variable> weights;

  ClassifierModel(ImageClassifier recipe, DataSpec data) {
    this.recipe = recipe;
    this.data = data;
    classes = data.getLabelNames().size();
    if (classes < 2) {
      throw new FigmentException(
          "a classifier needs at least 2 classes, the data has " + classes,
          "use IDX label files, folders named after classes, or dataset.withLabels(...)");
    }
    Scope scope = Scope.of("classifier");
    body = recipe.body.bind(scope, data.getBatchShape());
    if (body.getOutputShape().getRank() != 2) {
      throw new FigmentException(
              "the classifier's network ends in "
                  + body.getOutputShape()
                  + ", but features are vectors",
              "end it with flatten()")
          .at("classifier");
    }
    drop = dropout(recipe.dropout).bind(scope.child("dropout"), body.getOutputShape());
    head = dense(classes).bind(scope.child("head"), body.getOutputShape());
    weights = scope.getWeights();
  }

  @Override
  public List<Phase> getPhases() {
    return List.of(Phase.of("classifier", weights, recipe.optimizer, this::losses));
  }

  private Losses losses(StepContext context) {
    Mode mode = context.getMode();
    Tensor features = body.forward(context.getData(), mode);
    Tensor logits = head.forward(drop.forward(features, mode), mode);
    Tensor loss = CrossEntropy.perExample(logits, context.getLabels()).mean();
    Tensor wanted = CrossEntropy.oneHot(logits, context.getLabels());
    Tensor right = logits.times(wanted).sum(1).greaterOrEqual(logits.maximum(1));
    return Losses.of(loss).term("accuracy", right.mean());
  }

  @Override
  public Losses evaluate(StepContext context) {
    return losses(context);
  }

  @Override
  public TrainedClassifier finish(Training training) {
    return new TrainedClassifier(training, function());
  }

  /** From images to features, logits and probabilities. */
  private ModelFunction function() {
    return ModelFunction.of(
        "classifier",
        "image",
        data.getBatchShape(),
        (x, mode) -> {
          Tensor features = body.forward(x, mode);
          Tensor logits = head.forward(features, mode);
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put(OnnxContract.FEATURES, features);
          outputs.put(OnnxContract.LOGITS, logits);
          outputs.put(OnnxContract.PROBABILITIES, logits.softmax());
          return outputs;
        });
  }
}
