package concord.student.hub;

import concord.job.JobContext;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Brings models of the Hugging Face hub onto this computer. Safe to use from several threads and beside other programs that use the same cache.
///
/// The environment variables HF_HUB_CACHE, HF_HOME, HF_ENDPOINT, HF_TOKEN, HF_TOKEN_PATH and HF_HUB_OFFLINE mean what they mean to the hub's own
/// library (huggingface.co/docs/huggingface_hub, "Environment variables").
public final class Hub {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PROGRESS_STEPS = 1000;

    private final Map<String, String> environment;
    private final Path own;
    private final Duration pause;

    /// @param own the cache when the environment names none
    public Hub(Map<String, String> environment, Path own) {
        this(environment, own, PAUSE);
    }

    Hub(Map<String, String> environment, Path own, Duration pause) {
        this.environment = Map.copyOf(environment);
        this.own = own;
        this.pause = pause;
    }

    /// The folder of a model's newest version (or of the revision named): asks the hub what that is, and fetches what is not in the cache. Without
    /// a network the version that is in the cache is used. Blocks; progress is in bytes; what has arrived is kept when the job is cancelled.
    ///
    /// @throws StudentException with the reason and the remedy in one sentence
    public HubModel fetch(HubName name, JobContext context) {
        HubSettings settings = HubSettings.of(environment, own);
        HubCache cache = new HubCache(settings.cache(), name.name());
        try {
            if (settings.offline())
                return cache.find(name)
                        .orElseThrow(() -> new StudentException(name + " is not on this computer, and HF_HUB_OFFLINE forbids "
                                + "to fetch it: take that variable away, or choose another student."));
            if (name.pinned() && cache.find(name).isPresent())
                return cache.find(name).get();
            return fetch(name, settings, cache, context);
        } catch (FileSystemException e) {
            throw new StudentException("The folder for models, " + settings.cache() + ", cannot be used (" + e.getMessage()
                    + "): check its permissions, or set HF_HOME to another folder.", e);
        } catch (IOException e) {
            throw new StudentException("The model could not be kept in " + settings.cache() + " (" + e.getMessage()
                    + "): check that the disk has room, or set HF_HOME to a folder on another one.", e);
        }
    }

    private HubModel fetch(HubName name, HubSettings settings, HubCache cache, JobContext context) throws IOException {
        String phase = "downloading " + name.name();
        context.progress(0, 0, phase);
        try (HubClient client = new HubClient(settings, name, context)) {
            Listing listing;
            try {
                listing = client.list();
            } catch (IOException e) {
                HubModel kept = cache.find(name).orElseThrow(() -> unreachable(name, e));
                context.log("The hub was not asked for a newer version of " + name.name() + ", because " + e.getMessage()
                        + "; the version downloaded before is used.");
                return kept;
            }
            BlobDownload download = new BlobDownload(client, cache, name.name(), listing.commit(), pause, context);
            List<RemoteFile> missing = missing(name, listing, cache, client, download);
            if (!missing.isEmpty())
                download(missing, name, settings, cache, download, context);
            cache.remember(name, listing.commit());
            return new HubModel(cache.snapshot(listing.commit()), listing.commit());
        }
    }

    private static StudentException unreachable(HubName name, IOException e) {
        return new StudentException(name.name() + " cannot be fetched, because " + e.getMessage()
                + ": check the network and try again, or give the folder of a model that is on this computer.", e);
    }

    /// The files to fetch, the weights last, so that a snapshot with weights is a whole one.
    private static List<RemoteFile> missing(HubName name, Listing listing, HubCache cache, HubClient client, BlobDownload download)
            throws IOException {
        String weights = Needed.checked(listing, name.name());
        List<String> files = new ArrayList<>(Needed.small(listing.files()::contains));
        if (Needed.index(weights)) {
            if (!cache.has(listing.commit(), weights))
                download.run(describe(name, listing, client, weights), _ -> {
                });
            TreeSet<String> pieces = new TreeSet<>(Needed.pieces(cache.snapshot(listing.commit()).resolve(weights), name.name()));
            if (!listing.files().containsAll(pieces)) {
                pieces.removeAll(listing.files());
                throw new StudentException(name.name() + " lacks its weight file " + pieces.first() + ": take another model or revision.");
            }
            files.addAll(pieces);
        } else {
            files.add(weights);
        }
        List<RemoteFile> missing = new ArrayList<>();
        for (String file : files) {
            if (!cache.has(listing.commit(), file))
                missing.add(describe(name, listing, client, file));
        }
        return missing;
    }

    private static RemoteFile describe(HubName name, Listing listing, HubClient client, String file) {
        try {
            return client.describe(listing.commit(), file);
        } catch (IOException e) {
            throw unreachable(name, e);
        }
    }

    private static void download(List<RemoteFile> files, HubName name, HubSettings settings, HubCache cache, BlobDownload download,
            JobContext context) throws IOException {
        long total = 0;
        long needed = 0;
        for (RemoteFile file : files) {
            Path blob = cache.blob(file);
            Path part = HubCache.part(blob);
            long here = Files.exists(blob) ? file.size() : Files.exists(part) ? Math.min(Files.size(part), file.size()) : 0;
            total += file.size();
            needed += file.size() - here;
        }
        long free = Files.getFileStore(settings.cache()).getUsableSpace();
        if (free < needed)
            throw new StudentException(name.name() + " needs " + megabytes(needed) + ", but the disk of " + settings.cache() + " has only "
                    + megabytes(free) + " left: make room, or set HF_HOME to a folder on another disk.");
        context.log("Downloading " + name + " (" + megabytes(needed) + ") into " + settings.cache() + ".");
        long step = Math.max(1, total / PROGRESS_STEPS);
        long all = total;
        long before = 0;
        long[] told = {0};
        for (RemoteFile file : files) {
            long start = before;
            download.run(file, bytes -> {
                if (start + bytes < told[0] || start + bytes - told[0] >= step || bytes == file.size()) {
                    told[0] = start + bytes;
                    context.progress(told[0], all, "downloading " + name.name());
                }
            });
            before += file.size();
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
