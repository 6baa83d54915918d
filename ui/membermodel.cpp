#include "ui/membermodel.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLocale>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

QString formatConfidence(double confidence)
{
    return withUnit(QLocale().toString(qRound(confidence * 100)), u"%"_s);
}

void MemberModel::setMembers(std::vector<infer::MemberGuess> members)
{
    const bool same =
        std::ranges::equal(members, m_members, {}, &infer::MemberGuess::path, &infer::MemberGuess::path);
    if (!same)
        beginResetModel();
    m_members = std::move(members);
    if (!same)
        endResetModel();
    else if (!m_members.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString MemberModel::path(int row) const
{
    return QString::fromStdString(m_members.at(static_cast<std::size_t>(row)).path);
}

int MemberModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_members.size());
}

int MemberModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    const infer::MemberGuess &member = m_members.at(static_cast<std::size_t>(index.row()));
    const bool given = member.role != infer::Role::None;
    if (role == RoleRole)
        return static_cast<int>(member.role);
    if (role == ConfidenceRole)
        return given ? QVariant(member.confidence) : QVariant();
    if (role == Qt::TextAlignmentRole && (index.column() == PresentColumn || index.column() == ChangedColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() >= RoleColumn && given)
        return toolTipText(member.reason);
    if (role == Qt::ToolTipRole && index.column() <= LastColumn)
        return toolTipText(index.column() == LastColumn ? member.last : path(index.row()));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case PathColumn:
        return member.path.empty() ? tr("(the message itself)") : oneLine(path(index.row()));
    case TypeColumn:
        return member.type;
    case LastColumn:
        return oneLine(member.last, 80);
    case PresentColumn:
        return tr("%1 of %2").arg(formatCount(member.present), formatCount(member.rows));
    case ChangedColumn:
        return formatCount(member.changed);
    case RoleColumn:
        return !given        ? QString()
               : member.open ? tr("%1?").arg(infer::roleName(member.role))
                             : infer::roleName(member.role);
    case ConfidenceColumn:
        return given ? formatConfidence(member.confidence) : QString();
    default:
        return {};
    }
}

bool MemberModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != RoleColumn)
        return false;
    const auto chosen = static_cast<infer::Role>(value.toInt());
    const infer::MemberGuess &member = m_members.at(static_cast<std::size_t>(index.row()));
    if (chosen != member.role || member.open)
        emit roleChosen(path(index.row()), chosen);
    return true;
}

Qt::ItemFlags MemberModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == RoleColumn ? flags | Qt::ItemIsEditable : flags;
}

QVariant MemberModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole))
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == PresentColumn || section == ChangedColumn;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const QString names[] = {tr("Member"),  tr("Type"), tr("Last value"), tr("Present"),
                             tr("Changed"), tr("Role"), tr("Confidence")};
    return names[section];
}

void MemberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    QStyleOptionViewItem plain = option;
    plain.textElideMode = index.column() == MemberModel::PathColumn ? Qt::ElideMiddle : Qt::ElideRight;
    if (index.column() == MemberModel::RoleColumn) {
        const QRect box = option.rect.adjusted(2, 2, -2, -3);
        painter->save();
        painter->setPen(colors.line);
        painter->setBrush(colors.raised);
        painter->drawRoundedRect(box, 3, 3);
        const double x = box.right() - 11, y = box.center().y() + 1;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colors.muted, 1.4));
        painter->drawPolyline(QPolygonF{{x - 3.5, y - 2}, {x, y + 1.5}, {x + 3.5, y - 2}});
        painter->restore();
        plain.rect = box.adjusted(3, 0, -16, 0);
    }
    const QVariant confidence = index.data(MemberModel::ConfidenceRole);
    if (index.column() == MemberModel::ConfidenceColumn && confidence.isValid()) {
        const QRect box = option.rect.adjusted(4, 0, -6, -3);
        const double share = confidence.toDouble();
        const QColor tint = share >= infer::confident ? colors.up : colors.notice;
        painter->fillRect(QRect(box.left(), box.bottom() - 2, box.width(), 3), colors.line);
        painter->fillRect(QRect(box.left(), box.bottom() - 2, qRound(box.width() * share), 3), tint);
        plain.rect = option.rect.adjusted(0, 0, 0, -5);
    }
    QStyledItemDelegate::paint(painter, plain, index);
}

QWidget *MemberDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &) const
{
    auto *box = new QComboBox(parent);
    for (const infer::Role role : infer::allRoles)
        box->addItem(infer::roleName(role), static_cast<int>(role));
    box->setAccessibleName(MemberModel::tr("Role"));
    connect(box, &QComboBox::activated, this, [this, box] {
        auto *delegate = const_cast<MemberDelegate *>(this);
        emit delegate->commitData(box);
        emit delegate->closeEditor(box);
    });
    QTimer::singleShot(0, box, &QComboBox::showPopup);
    return box;
}

void MemberDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<QComboBox *>(editor);
    if (!box->view()->isVisible()) // a live table must not move what is being chosen
        box->setCurrentIndex(box->findData(index.data(MemberModel::RoleRole)));
}

void MemberDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QComboBox *>(editor)->currentData());
}

} // namespace feedscope
