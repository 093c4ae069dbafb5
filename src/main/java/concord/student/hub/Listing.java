package concord.student.hub;

import java.util.Set;

/// What a revision of a model's repository holds.
///
/// @param commit 40 hexadecimal digits
/// @param files  names, with slashes where they lie in folders
record Listing(String commit, Set<String> files) {
    Listing {
        files = Set.copyOf(files);
    }
}
