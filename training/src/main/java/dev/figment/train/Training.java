package dev.figment.train;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.data.Batch;
import dev.figment.data.BatchPosition;
import dev.figment.data.Dataset;
import dev.figment.graph.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One training: its variables on the backend, its programs, and how far it has come. */
public final class Training {
  private final Backend backend;
  private final Recipe<?> recipe;
  private final Dataset data;
  private final @Nullable ResidentData resident;
  private final @Nullable Dataset validation;
  private final DataSpec spec;
  private final TrainerSettings settings;
  private final Variable seed;
  private final Averages averages;
  private final List<PhaseProgram> phases = new ArrayList<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Model<?> model;
  private final Evaluator evaluator;
  private final History history = new History();
  private final Means means = new Means();
  private BatchPosition position = BatchPosition.START;
  private long step;
  private boolean interrupted;

  Training(
      Backend backend,
      Recipe<?> recipe,
      Model<?> model,
      Dataset data,
      @Nullable Dataset validation,
      TrainerSettings settings) {
    this.backend = backend;
    this.recipe = recipe;
    this.data = data;
    this.resident = ResidentData.of(data, backend);
    this.validation = validation;
    this.spec = DataSpec.of(data);
    this.settings = settings;
    this.model = model;
    averages = new Averages(settings.averaging);
    long number = settings.seed;
    this.seed =
        Variable.of(
            "seed",
            TensorType.of(DType.I32, Shape.of(2)),
            unused -> NdArray.of(new int[] {(int) number, (int) (number >>> 32)}, 2));
    build(model);
    this.evaluator = new Evaluator(backend, model, spec, settings.seed);
    initialise();
  }

  private void build(Model<?> model) {
    PhaseBuilder builder =
        new PhaseBuilder(spec, settings, seed, averages, resident, backend.getReplicas());
    Set<Variable> all = new LinkedHashSet<>();
    for (Phase phase : model.getPhases()) {
      PhaseProgram program = builder.build(phase);
      phases.add(program);
      all.addAll(program.getProgram().getVariables().keySet());
    }
    if (resident != null) {
      all.remove(resident.getTable());
    }
    for (Variable variable : all) {
      if (variables.put(variable.getName(), variable) != null) {
        throw new FigmentException(
            "two variables of the model are named " + variable.getName(),
            "give networks scopes of different names");
      }
    }
  }

  private void initialise() {
    if (resident != null) {
      Variable table = resident.getTable();
      backend.write(table, table.initialValue(settings.seed));
    }
    for (Variable variable : variables.values()) {
      backend.write(variable, variable.initialValue(settings.seed));
    }
  }

  // ---- what a trained model needs

  public Backend getBackend() {
    return backend;
  }

  public Recipe<?> getRecipe() {
    return recipe;
  }

  public DataSpec getSpec() {
    return spec;
  }

  /** The data that was trained on. */
  public Dataset getData() {
    return data;
  }

  public long getSeed() {
    return settings.seed;
  }

  public int getBatchSize() {
    return settings.batchSize;
  }

  /** The number of steps done since training began. */
  public long getSteps() {
    return step;
  }

  public History getHistory() {
    return history;
  }

  /** Whether training was stopped before its last epoch was over. */
  public boolean isInterrupted() {
    return interrupted;
  }

  /** The mean of each term over a data set, in inference mode. */
  public Map<String, Double> evaluate(Dataset dataset) {
    return evaluator.evaluate(dataset, settings.batchSize);
  }

  // ---- what the loop needs

  /** How the training is, from the mean terms of an epoch. */
  Health health(Map<String, Double> terms) {
    return model.health(this, terms);
  }

  List<PhaseProgram> getPhases() {
    return phases;
  }

  TrainerSettings getSettings() {
    return settings;
  }

  /** What batches are made of: examples, or their numbers if they live on the backend. */
  Dataset getStream() {
    return resident == null ? data : resident.getNumbers();
  }

  @Nullable Dataset getValidation() {
    return validation;
  }

  Means getMeans() {
    return means;
  }

  BatchPosition getPosition() {
    return position;
  }

  void setPosition(BatchPosition next) {
    position = next;
  }

  void setStep(long number) {
    step = number;
  }

  void setInterrupted() {
    interrupted = true;
  }

  /** All variables with their values, in a fixed order. */
  Map<String, NdArray> snapshot() {
    Map<String, NdArray> values = new LinkedHashMap<>();
    variables.forEach((name, variable) -> values.put(name, backend.read(variable)));
    return values;
  }

  void restore(Map<String, NdArray> snapshot) {
    variables.forEach(
        (name, variable) -> {
          NdArray value = snapshot.get(name);
          if (value != null) {
            backend.write(variable, value);
          }
        });
  }

  Map<String, Variable> getVariables() {
    return variables;
  }

  @Nullable Path checkpointFile() {
    Path directory = settings.checkpoints;
    return directory == null ? null : directory.resolve(Checkpoint.FILE);
  }

  void save() {
    Path file = checkpointFile();
    if (file != null) {
      Checkpoint.write(this, file);
    }
  }

  /** Takes up the checkpoint in the folder. */
  void restore() {
    Path file = checkpointFile();
    if (file != null) {
      Checkpoint.read(this, file);
    }
  }

  /** Takes up the checkpoint in the folder, if there is one. */
  void resume() {
    Path file = checkpointFile();
    if (file != null && Files.exists(file)) {
      Checkpoint.read(this, file);
    }
  }

  /** Does something with averaged weights, if weights are averaged. */
  <T> T withAverages(Supplier<T> action) {
    return averages.during(backend, action);
  }

  /** Replaces weights by their averages, for a model that is done. */
  void useAverages() {
    averages.use(backend);
  }

  /** The arrays that a phase is given from a batch. */
  static NdArray[] inputs(PhaseProgram phase, Batch batch) {
    List<NdArray> inputs = new ArrayList<>();
    for (String name : phase.getProgram().getInputs().keySet()) {
      inputs.add(
          name.equals(StepContext.DATA)
              ? batch.getValues()
              : java.util.Objects.requireNonNull(batch.getLabels()));
    }
    return inputs.toArray(new NdArray[0]);
  }
}
