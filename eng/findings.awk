# Reads the output of dotnet build and prints each of our warnings as a person wants to read it.
# -v folder=DIR    the folder of the project, left out of the file names
# -v colour=1      for a terminal
# -v list=FILE     takes the ids of the rules that report, a line each
# Ends with 1 where there is no warning.

function source_line(file, wanted,    text, number) {
    number = 0
    while ((getline text < file) > 0)
        if (++number == wanted) break
    close(file)
    gsub(/^[ \t]+|[ \t\r]+$/, "", text)
    return text
}

function print_wrapped(text, width,    words, count, i, line) {
    count = split(text, words, " ")
    line = words[1]
    for (i = 2; i <= count; i++) {
        if (length(line) + 1 + length(words[i]) > width) {
            print "    " line
            line = words[i]
        } else
            line = line " " words[i]
    }
    print "    " line
}

# FILE(LINE,COLUMN): warning ID: MESSAGE (LINK) [PROJECT]
match($0, /\([0-9]+,[0-9]+\): warning RMQ[0-9]+: /) {
    file = substr($0, 1, RSTART - 1)
    head = substr($0, RSTART + 1, RLENGTH - 1)
    message = substr($0, RSTART + RLENGTH)
    sub(/^[ \t]+/, "", file)
    line = head; sub(/,.*/, "", line)
    id = head; sub(/.*warning /, "", id); sub(/: $/, "", id)
    sub(/ \[[^\]]*\]$/, "", message)
    link = ""
    if (match(message, / \(https?:[^ ]*\)$/)) {
        link = substr(message, RSTART + 2, RLENGTH - 3)
        message = substr(message, 1, RSTART - 1)
    }

    if (seen[file, line, id, message]++) next
    total++
    if (!(id in rules)) { rules[id] = 1; rule_count++ }
    if (!(file in files)) { files[file] = 1; file_count++ }
    # By rule, then by place: a key that compares as text.
    key = sprintf("%s\t%s\t%09d\t%09d", id, file, line, total)
    order[total] = key
    found_file[key] = file; found_line[key] = line; found_id[key] = id; found_message[key] = message; found_link[key] = link
}

END {
    for (i = 2; i <= total; i++) {
        key = order[i]
        for (j = i - 1; j >= 1 && order[j] > key; j--) order[j + 1] = order[j]
        order[j + 1] = key
    }

    bold = colour ? "\033[1;33m" : ""; dim = colour ? "\033[2m" : ""; plain = colour ? "\033[0m" : ""
    for (i = 1; i <= total; i++) {
        key = order[i]
        name = found_file[key]
        if (index(name, folder "/") == 1) name = substr(name, length(folder) + 2)
        print bold found_id[key] plain "  " name ":" found_line[key]
        print dim "    > " source_line(found_file[key], found_line[key]) plain
        print_wrapped(found_message[key], 96)
        if (found_link[key] != "") print "    " found_link[key]
        print ""
        if (list != "" && !listed[found_id[key]]++) print found_id[key] > list
    }

    if (total == 0) exit 1
    printf "%d warning%s of %d rule%s in %d file%s\n", total, total == 1 ? "" : "s", rule_count, rule_count == 1 ? "" : "s", file_count, file_count == 1 ? "" : "s"
}
