package dev.figment.samples.cli;

import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cuda.CudaBackend;
import dev.figment.samples.run.Libraries;
import dev.figment.samples.run.Machine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code doctor}. */
@Command(
    name = "doctor",
    sortOptions = false,
    description = {"Show what works on this machine, and why something does not.", ""})
final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    Map<String, String> machine = Machine.facts();
    show(console, "Machine", machine);
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, String> backends = new LinkedHashMap<>();
    for (BackendProvider provider : BackendProvider.all()) {
      Probe probe = provider.probe();
      backends.put(provider.getName(), probe.toString());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("available", probe.isAvailable());
      entry.put("reason", probe.getReason());
      json.put(provider.getName(), entry);
    }
    show(console, "Backends", backends);
    Map<String, String> libraries = new LinkedHashMap<>(Libraries.versions());
    libraries.putAll(CudaBackend.versionsOfSeveral());
    show(console, "Libraries", libraries);
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("machine", machine);
    results.put("threads", Runtime.getRuntime().availableProcessors());
    results.put("backends", json);
    results.put("libraries", libraries);
    common.write(results);
    return Failures.DONE;
  }

  private static void show(Console console, String heading, Map<String, String> facts) {
    console.line(heading);
    facts.forEach(
        (name, value) -> console.line(String.format(Locale.ROOT, "  %-13s %s", name, value)));
  }
}
