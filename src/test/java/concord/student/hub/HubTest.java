package concord.student.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobRunner;
import concord.job.Progress;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Downloads against a server in the hub's layout.
class HubTest {
    private static final HubName MODEL = HubName.parse("hub:org/model");

    @TempDir
    Path temp;
    private final JobRunner runner = new JobRunner();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Progress> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private HubServer server;
    private byte[] weights;

    @BeforeEach
    void start() throws IOException {
        server = new HubServer();
        weights = bytes(3_000_000, 1);
        server.put("config.json", "{\"model_type\": \"bert\"}".getBytes(StandardCharsets.UTF_8));
        server.put("tokenizer.json", bytes(5_000, 2));
        server.put("vocab.txt", new byte[0]);
        server.put("model.safetensors", weights);
        server.put("pytorch_model.bin", bytes(100, 3));
        server.put("README.md", bytes(100, 4));
        server.put("onnx/model.onnx", bytes(100, 5));
        environment.put("HF_ENDPOINT", server.endpoint() + "/");
    }

    @AfterEach
    void stop() {
        runner.close();
        server.close();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] out = new byte[length];
        new Random(seed).nextBytes(out);
        return out;
    }

    private JobHandle<HubModel> submit(HubName name) {
        Hub hub = new Hub(environment, temp.resolve("own"), Duration.ofMillis(2));
        return runner.submit(new Job<>() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public String title() {
                return "test";
            }

            @Override
            public HubModel run(JobContext context) {
                return hub.fetch(name, context);
            }
        }, JobRunner.Weight.LIGHT, new JobListener() {
            @Override
            public void progress(JobHandle<?> job, Progress at) {
                progress.add(at);
            }

            @Override
            public void log(JobHandle<?> job, String line) {
                log.add(line);
            }
        });
    }

    private HubModel fetch() {
        return submit(MODEL).await();
    }

    private void refused(String... parts) {
        refused(MODEL, parts);
    }

    private void refused(HubName name, String... parts) {
        assertThatThrownBy(() -> submit(name).await()).isInstanceOf(StudentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n").endsWith("."));
    }

    private Path model() {
        return temp.resolve("own/models--org--model");
    }

    private List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void fetchesWhatAModelNeedsIntoTheHubsLayout() throws IOException {
        HubModel model = fetch();
        assertThat(model.commit()).isEqualTo(HubServer.COMMIT);
        assertThat(model.folder()).isEqualTo(model().resolve("snapshots").resolve(HubServer.COMMIT));
        assertThat(names(model.folder())).containsExactly("config.json", "model.safetensors", "tokenizer.json", "vocab.txt");
        assertThat(Files.readAllBytes(model.folder().resolve("model.safetensors"))).isEqualTo(weights);
        assertThat(names(model().resolve("blobs"))).containsExactlyInAnyOrder(HubServer.sha256(weights),
                HubServer.git(server.files.get("config.json")), HubServer.git(server.files.get("tokenizer.json")),
                HubServer.git(new byte[0]));
        assertThat(Files.readSymbolicLink(model.folder().resolve("model.safetensors")))
                .isEqualTo(Path.of("../../blobs/" + HubServer.sha256(weights)));
        assertThat(Files.readString(model().resolve("refs/main"))).isEqualTo(HubServer.COMMIT);
        long all = 3_000_000 + 5_000 + server.files.get("config.json").length;
        assertThat(progress.getLast().done()).isEqualTo(all);
        assertThat(progress.getLast().total()).isEqualTo(all);
        assertThat(progress.getLast().phase()).isEqualTo("downloading org/model");
        assertThat(progress).extracting(Progress::done).filteredOn(d -> d > 5_100 && d < all).hasSizeGreaterThan(5);

        server.requests.clear();
        fetch();
        assertThat(server.requests).containsExactly("GET /api/models/org/model/revision/main");
    }

    @Test
    void aBranchWithASlashIsAskedForAndRemembered() throws IOException {
        submit(HubName.parse("hub:org/model@refs/pr/1")).await();
        assertThat(Files.readString(model().resolve("refs/refs/pr/1"))).isEqualTo(HubServer.COMMIT);
    }

    @Test
    void aCommitThatIsHereNeedsNoNetwork() {
        HubName pinned = HubName.parse("hub:org/model@" + HubServer.COMMIT);
        submit(pinned).await();
        server.requests.clear();
        assertThat(submit(pinned).await().folder()).isDirectory();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void theTokenGoesToTheHubAndNotWhereItPointsTo() throws IOException {
        server.wantsToken = "hf_secret";
        refused("no model org/model", "HF_TOKEN");
        environment.put("HF_TOKEN", "hf_wrong");
        refused("no model org/model", "the token");
        environment.put("HF_TOKEN", "hf_secret");
        fetch();
        assertThat(server.tokensAtHub).contains("Bearer hf_secret");
        assertThat(server.gets("model.safetensors")).isEqualTo(1);
        assertThat(server.tokensAtStore).isEmpty();
        assertThat(log).noneMatch(l -> l.contains("hf_"));
    }

    @Test
    void theTokenMayLieInAFile() throws IOException {
        server.wantsToken = "hf_file";
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve("token"), "hf_file\n");
        environment.put("HF_HOME", home.toString());
        assertThat(fetch().folder()).startsWith(home.resolve("hub"));
        environment.remove("HF_HOME");
        refused("HF_TOKEN");
        environment.put("HF_TOKEN_PATH", home.resolve("token").toString());
        environment.put("HF_HUB_CACHE", temp.resolve("elsewhere").toString());
        assertThat(fetch().folder()).startsWith(temp.resolve("elsewhere"));
    }

    @Test
    void aCutConnectionIsTakenUpWhereItBroke() throws IOException {
        server.cutAfter = 1_000_000;
        server.cuts = 2;
        HubModel model = fetch();
        assertThat(Files.readAllBytes(model.folder().resolve("model.safetensors"))).isEqualTo(weights);
        assertThat(server.requests).filteredOn(r -> r.startsWith("GET /model.safetensors")).containsExactly("GET /model.safetensors",
                "GET /model.safetensors bytes=1000000-", "GET /model.safetensors bytes=2000000-");
        assertThat(names(model().resolve("blobs"))).noneMatch(n -> n.endsWith(".incomplete"));
    }

    @Test
    void whatHasArrivedIsKeptForTheNextTime() throws IOException {
        server.cutAfter = 0;
        server.cuts = 1_000;
        Path part = HubCache.part(model().resolve("blobs").resolve(HubServer.sha256(weights)));
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(weights, 1_234_567));
        refused("stopped", "check the network", "kept");
        assertThat(part).hasSize(1_234_567);
        server.cuts = 0;
        server.requests.clear();
        fetch();
        assertThat(server.requests).filteredOn(r -> r.startsWith("GET /model.safetensors"))
                .containsExactly("GET /model.safetensors bytes=1234567-");
    }

    @Test
    void aServerThatCannotGoOnSendsAllAgain() throws IOException {
        server.ignoresRange = true;
        server.cutAfter = 1_000_000;
        server.cuts = 1;
        assertThat(Files.readAllBytes(fetch().folder().resolve("model.safetensors"))).isEqualTo(weights);
        assertThat(server.gets("model.safetensors")).isEqualTo(2);
    }

    @Test
    void cancelStopsWithinAChunkAndKeepsThePart() throws Exception {
        server.stall = new CountDownLatch(1);
        JobHandle<HubModel> job = submit(MODEL);
        Path part = HubCache.part(model().resolve("blobs").resolve(HubServer.sha256(weights)));
        until(() -> Files.exists(part) && Files.size(part) == 1_500_000);
        job.cancel();
        assertThatThrownBy(() -> job.result().get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(Cancelled.class);
        assertThat(part).hasSize(1_500_000);
        server.stall.countDown();
        server.stall = null;
        assertThat(Files.readAllBytes(fetch().folder().resolve("model.safetensors"))).isEqualTo(weights);
    }

    @Test
    void wrongBytesAreDeletedAndNamed() throws IOException {
        byte[] wrong = weights.clone();
        wrong[2_000_000] ^= 1;
        server.sent.put("model.safetensors", wrong);
        refused("model.safetensors", "wrong checksum", "deleted");
        assertThat(names(model().resolve("blobs"))).noneMatch(n -> n.startsWith(HubServer.sha256(weights)));
        assertThat(model().resolve("snapshots").resolve(HubServer.COMMIT).resolve("model.safetensors")).doesNotExist();
        server.sent.clear();
        server.sent.put("tokenizer.json", bytes(5_000, 9));
        Files.delete(model().resolve("snapshots").resolve(HubServer.COMMIT).resolve("tokenizer.json"));
        Files.delete(model().resolve("blobs").resolve(HubServer.git(server.files.get("tokenizer.json"))));
        refused("tokenizer.json", "wrong checksum");
        server.sent.clear();
        assertThat(fetch().folder().resolve("model.safetensors")).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_999_999, 3_000_001})
    void aWrongSizeIsDeletedAndNamed(int size) throws IOException {
        server.sizes.put("model.safetensors", (long) size);
        refused("model.safetensors", "3000000 bytes instead of " + size, "deleted");
        assertThat(names(model().resolve("blobs"))).noneMatch(n -> n.endsWith(".incomplete"));
    }

    @Test
    void aModelThatDoesNotFitOnTheDiskIsNotBegun() {
        server.sizes.put("model.safetensors", 100_000_000_000_000_000L);
        refused("needs 100,000,000,000.0 MB", "left", "HF_HOME");
        assertThat(server.requests).noneMatch(r -> r.startsWith("GET /model.safetensors"));
    }

    @Test
    void whatTheHubRefusesIsSaidWithTheRemedy() {
        refused(HubName.parse("hub:org/other"), "no model org/other", "check the name");
        refused(HubName.parse("hub:org/model@gone"), "no revision \"gone\"");
        server.gated = true;
        refused("gated", "accept its terms at " + server.endpoint() + "/org/model", "HF_TOKEN");
        server.gated = false;
        server.files.remove("model.safetensors");
        server.files.remove("pytorch_model.bin");
        refused("no weights", "model.safetensors or pytorch_model.bin");
        server.files.remove("config.json");
        refused("no config.json");
        environment.put("HF_ENDPOINT", "hub");
        refused("HF_ENDPOINT", "\"hub\"");
    }

    @Test
    void olderWeightsAndWeightsInPiecesAreFetchedWhenThereAreNoBetterOnes() throws IOException {
        server.files.remove("model.safetensors");
        assertThat(names(fetch().folder())).contains("pytorch_model.bin");
        Files.walk(temp.resolve("own")).sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        server.put("model.safetensors.index.json",
                "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\", \"c\": \"model-1.safetensors\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        server.put("model-1.safetensors", bytes(1000, 6));
        refused("lacks its weight file model-2.safetensors");
        server.put("model-2.safetensors", bytes(1000, 7));
        server.put("model-3.safetensors", bytes(1000, 8));
        assertThat(names(fetch().folder())).contains("model-1.safetensors", "model-2.safetensors", "model.safetensors.index.json")
                .doesNotContain("model-3.safetensors", "pytorch_model.bin");
    }

    @Test
    void offlineUsesTheCacheOnly() {
        environment.put("HF_HUB_OFFLINE", "1");
        refused("not on this computer", "HF_HUB_OFFLINE");
        environment.remove("HF_HUB_OFFLINE");
        fetch();
        server.requests.clear();
        environment.put("HF_HUB_OFFLINE", "true");
        assertThat(fetch().commit()).isEqualTo(HubServer.COMMIT);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void withoutANetworkTheCacheIsUsedAndSaid() {
        server.close();
        refused("org/model cannot be fetched", "no connection", "check the network");
        assertThat(log).isEmpty();
    }

    @Test
    void withoutANetworkWhatIsHereIsUsed() {
        HubModel model = fetch();
        server.close();
        assertThat(fetch()).isEqualTo(model);
        assertThat(log).last().asString().contains("version downloaded before is used");
    }

    @Test
    void aCacheThatAnotherProgramFilledIsUsed() throws IOException {
        Path blobs = Files.createDirectories(model().resolve("blobs"));
        Path snapshot = Files.createDirectories(model().resolve("snapshots").resolve(HubServer.COMMIT));
        for (String file : List.of("config.json", "tokenizer.json", "vocab.txt")) {
            Path blob = Files.write(blobs.resolve(HubServer.git(server.files.get(file))), server.files.get(file));
            Files.createSymbolicLink(snapshot.resolve(file), snapshot.relativize(blob));
        }
        // as where links cannot be made
        Files.write(snapshot.resolve("model.safetensors"), weights);
        assertThat(fetch().folder()).isEqualTo(snapshot);
        assertThat(server.requests).containsExactly("GET /api/models/org/model/revision/main");
    }

    @Test
    void twoDownloadsAtOnceFetchEachFileOnce() throws Exception {
        server.stall = new CountDownLatch(1);
        JobHandle<HubModel> first = submit(MODEL);
        JobHandle<HubModel> second = submit(MODEL);
        until(() -> progress.stream().anyMatch(p -> p.phase().equals("waiting for another download of org/model")));
        server.stall.countDown();
        assertThat(first.await()).isEqualTo(second.await());
        assertThat(Files.readAllBytes(first.await().folder().resolve("model.safetensors"))).isEqualTo(weights);
        assertThat(server.gets("model.safetensors")).isEqualTo(1);
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    @Test
    void namesAreCheckedBeforeAnythingIsAsked() {
        assertThat(HubName.parse("hub:bert-base-uncased")).isEqualTo(new HubName("bert-base-uncased", "main"));
        assertThat(HubName.parse("hub:a/b_c.d@v1.0")).isEqualTo(new HubName("a/b_c.d", "v1.0")).hasToString("hub:a/b_c.d@v1.0");
        for (String bad : List.of("hub:", "hub:/x", "hub:a/b/c", "hub:a b", "hub:../x", "hub:a/..", "hub:a--b", "hub:a/b@",
                "hub:a/b@x/../y",
                "hub:a\\b", "hub:a/b?x", "bert")) {
            assertThatThrownBy(() -> HubName.parse(bad)).as(bad).isInstanceOf(StudentException.class)
                    .hasMessageContaining("\"" + bad + "\"");
        }
    }
}
