#include "core/bundle/evidencefolder.h"

#include "core/bundle/bundleformat.h"
#include "core/bundle/eventreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Gives the sentences of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Evidence)
};

QString named(const char16_t *file)
{
    return QString::fromUtf16(file);
}

QString cannotWrite(const QFileDevice &file)
{
    return Text::tr("%1 cannot be written: %2.")
        .arg(QDir::toNativeSeparators(file.fileName()), file.errorString());
}

QString writeText(const QDir &folder, const char16_t *name, const QByteArray &text)
{
    QSaveFile file(folder.filePath(named(name)));
    const bool good = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
    return good ? QString() : cannotWrite(file);
}

QString writeLane(const QDir &folder, std::size_t index, const LaneInput &lane, bundle::LaneFile &said)
{
    QSaveFile file(folder.filePath(bundle::laneFile(index, lane.name)));
    const bool good =
        file.open(QIODevice::WriteOnly) && bundle::writeEvents(file, lane, said) && file.commit();
    return good ? QString() : cannotWrite(file);
}

QString cannotMake(const QString &path)
{
    return Text::tr("The folder %1 cannot be made.").arg(QDir::toNativeSeparators(path));
}

/// A name beside `path` that nothing has yet.
QString beside(const QString &path, const QString &suffix)
{
    QString name = path + suffix;
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = path + suffix + QString::number(i);
    return name;
}

/// A folder that goes away with its content unless it took its place.
class NewFolder
{
public:
    explicit NewFolder(const QString &place)
        : m_place(place)
        , m_folder(beside(place, u".part"_s))
        , m_made(QDir().mkpath(m_folder.path()))
    {}
    ~NewFolder()
    {
        if (m_made)
            m_folder.removeRecursively();
    }
    Q_DISABLE_COPY_MOVE(NewFolder)

    bool isMade() const { return m_made; }
    const QDir &dir() const { return m_folder; }

    /// What stands there goes when this has taken its place, and comes back if it cannot.
    bool takePlace()
    {
        const bool occupied = QFileInfo::exists(m_place);
        QDir old(beside(m_place, u".old"_s));
        if (occupied && !QDir().rename(m_place, old.path()))
            return false;
        if (!QDir().rename(m_folder.path(), m_place)) {
            if (occupied)
                QDir().rename(old.path(), m_place);
            return false;
        }
        m_made = false;
        if (occupied)
            old.removeRecursively();
        return true;
    }

private:
    QString m_place;
    QDir m_folder;
    bool m_made;
};

/// Of the path itself if it is there; else of what there is of its ancestors.
QFileInfo nearest(const QString &path)
{
    QFileInfo info(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
    while (!info.exists() && !info.isRoot())
        info = QFileInfo(info.path());
    return info;
}

/// Absolute, without a slash at its end; of a link, where it leads.
QString placeOf(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() ? info.canonicalFilePath() : QDir::cleanPath(info.absoluteFilePath());
}

QString readText(const QDir &folder, const char16_t *name, qint64 most, QByteArray &text)
{
    QFile file(folder.filePath(named(name)));
    if (!file.open(QIODevice::ReadOnly))
        return u"%1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(file.fileName()), file.errorString());
    if (file.size() > most)
        return u"%1 is larger than any bundle's."_s.arg(QDir::toNativeSeparators(file.fileName()));
    text = file.read(most);
    return {};
}

QString readLane(const QDir &folder, std::size_t index, const bundle::LaneFile &said, LaneInput &lane)
{
    const QString name = bundle::laneFile(index, lane.name);
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return u"%1 cannot be read: %2."_s.arg(name, file.errorString());
    return bundle::readEvents(file, name, said, lane);
}

} // namespace

QString bundle::laneFile(std::size_t index, const QString &lane)
{
    QString name;
    for (const QChar c : lane.left(40))
        name += (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') ? c : QChar(u'-');
    return u"lane-%1-%2.ndjson"_s.arg(QString::number(index + 1), name);
}

namespace {

QString tooMuch(const ComparisonInput &input)
{
    bool fits = input.lanes.size() <= std::size_t(bundle::mostLanes);
    for (const LaneInput &lane : input.lanes)
        fits = fits && std::ssize(lane.arrivals) <= bundle::mostEvents &&
               std::ssize(lane.requests) <= bundle::mostEvents;
    return fits ? QString() : Text::tr("This run is too long for a bundle; measure for a shorter time.");
}

/// Nothing is in it, or a bundle and nothing else.
bool mayBeReplaced(const QDir &folder)
{
    constexpr auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    QStringList names = folder.entryList(everything);
    if (names.isEmpty())
        return true;
    for (const auto *file : {bundle::manifestFile, bundle::resultFile, bundle::reportFile})
        names.removeOne(named(file));
    for (const QString &lane : folder.entryList({u"lane-*.ndjson"_s}, QDir::Files))
        names.removeOne(lane);
    QFile manifest(folder.filePath(named(bundle::manifestFile)));
    return names.isEmpty() && manifest.open(QIODevice::ReadOnly) &&
           manifest.size() <= bundle::mostManifestBytes &&
           bundle::parseManifest(manifest.readAll()).error.isEmpty();
}

} // namespace

QString evidenceFolderProblem(const QString &path)
{
    const QDir folder(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (QFileInfo(path).isFile())
        return Text::tr("%1 is a file; name a folder for the evidence.").arg(shown);
    // A bundle takes its place whole, and so beside it something must be made.
    const QString place = placeOf(path);
    const QFileInfo there = nearest(folder.exists() ? QFileInfo(place).path() : place);
    if (!there.isDir() || !there.isWritable())
        return cannotMake(path);
    if (!folder.exists())
        return {};
    if ((QDir::currentPath() + u'/').startsWith(place + u'/'))
        return Text::tr("%1 is the folder that you are in; name a new one for the evidence.").arg(shown);
    return mayBeReplaced(folder)
               ? QString()
               : Text::tr("%1 holds other files; name a new or an empty folder for the evidence.").arg(shown);
}

QString writeEvidence(const QString &path, const Evidence &evidence, const EvidenceTexts &texts)
{
    const ComparisonInput &input = evidence.input;
    QString error = tooMuch(input);
    if (error.isEmpty())
        error = evidenceFolderProblem(path);
    if (!error.isEmpty())
        return error;
    NewFolder folder(placeOf(path));
    if (!folder.isMade())
        return cannotMake(path);
    std::vector<bundle::LaneFile> files(input.lanes.size());
    for (std::size_t i = 0; i < input.lanes.size() && error.isEmpty(); ++i)
        error = writeLane(folder.dir(), i, input.lanes[i], files[i]);
    if (error.isEmpty())
        error = writeText(folder.dir(), bundle::resultFile, texts.resultJson);
    if (error.isEmpty())
        error = writeText(folder.dir(), bundle::reportFile, texts.reportHtml);
    if (error.isEmpty()) // last: it says that all else is there
        error = writeText(folder.dir(), bundle::manifestFile,
                          bundle::manifestText(evidence, files, bundle::sealOf(texts.resultJson)));
    if (error.isEmpty() && !folder.takePlace())
        error = cannotMake(path);
    return error;
}

EvidenceFolder readEvidence(const QString &path)
{
    const QDir folder(path);
    EvidenceFolder out;
    QByteArray text;
    if (!folder.exists(named(bundle::manifestFile))) {
        out.error =
            u"%1 is no evidence bundle: there is no bundle.json in it."_s.arg(QDir::toNativeSeparators(path));
        return out;
    }
    out.error = readText(folder, bundle::manifestFile, bundle::mostManifestBytes, text);
    if (!out.error.isEmpty())
        return out;
    bundle::ManifestResult read = bundle::parseManifest(text);
    out.error = read.error;
    out.evidence = std::move(read.manifest.evidence);
    auto &lanes = out.evidence.input.lanes;
    for (std::size_t i = 0; i < lanes.size() && out.error.isEmpty(); ++i)
        out.error = readLane(folder, i, read.manifest.lanes[i], lanes[i]);
    if (out.error.isEmpty())
        out.error = readText(folder, bundle::resultFile, bundle::mostResultBytes, out.resultJson);
    if (out.error.isEmpty() && bundle::sealOf(out.resultJson) != read.manifest.result)
        out.error = u"result.json is not the one that bundle.json names: its size or its SHA-256 differs."_s;
    return out;
}

} // namespace feedscope
